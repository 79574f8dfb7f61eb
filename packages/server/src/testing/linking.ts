import type { Confirmation, CreateTicketBody, Enrollment, Session } from '@totp-kit/protocol';
import { json } from './attempts.ts';
import { AuthenticatorApp } from './authenticator-app.ts';
import { asBearer, asTicket } from './credentials.ts';
import { asManagement, type TestServer } from './test-server.ts';

/** An enrollment that is not confirmed, and the app that scanned it. */
export interface OpenEnrollment {
  readonly enrollment: Enrollment;
  readonly app: AuthenticatorApp;
  /** What a confirmation is sent with; the code of now unless said. */
  readonly confirming: (code?: string) => {
    readonly path: { readonly enrollmentId: string };
    readonly body: { readonly code: string };
  };
}

export type Credentials = Readonly<Record<'authorization', string>>;

export function asSession(session: Session | undefined): Credentials {
  return asBearer(session?.accessToken);
}

/** Starts a sign-up, from an address where one is given. */
export async function startSignUp(
  server: TestServer,
  loginId: string,
  address?: string,
): Promise<OpenEnrollment> {
  const headers = { 'x-forwarded-for': address };
  const body = { action: 'sign-up', loginId };
  return scan(server, await server.call('startEnrollment', { headers, body }));
}

/** Starts an enrollment of one more authenticator. */
export async function startUpdate(
  server: TestServer,
  headers: Credentials,
  details: { readonly replaces?: string } = {},
): Promise<OpenEnrollment> {
  const body = { action: 'update-user', ...details };
  return scan(server, await server.call('startEnrollment', { headers, body }));
}

export function confirm(server: TestServer, open: OpenEnrollment): Promise<Confirmation> {
  return server.call('confirmEnrollment', open.confirming());
}

/** Sends a confirmation whatever becomes of it. */
export function sendConfirmation(server: TestServer, open: OpenEnrollment): Promise<Response> {
  const { path, body } = open.confirming();
  return server.fetch(`/api/v1/enrollments/${path.enrollmentId}/confirmation`, json(body));
}

/** Gives a user one more authenticator by a ticket, as a backend does. */
export async function linkByTicket(server: TestServer, userId: string): Promise<AuthenticatorApp> {
  const { ticket } = await createTicket(server, { userId, action: 'update-user' });
  const open = await startUpdate(server, asTicket(ticket));
  await confirm(server, open);
  return open.app;
}

export function createTicket(server: TestServer, body: CreateTicketBody) {
  return server.call('createTicket', { headers: asManagement, body });
}

/** Every event of a kind, about one user where one is named. */
export async function listEvents(
  server: TestServer,
  filter: { readonly action?: string; readonly userId?: string },
) {
  const found = [];
  let cursor: string | undefined;
  do {
    const query = { ...filter, limit: '200', ...(cursor !== undefined && { cursor }) };
    const page = await server.call('listEvents', { headers: asManagement, query });
    found.push(...page.events);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}

function scan(server: TestServer, enrollment: Enrollment): OpenEnrollment {
  const app = new AuthenticatorApp(enrollment.provisioningUrl);
  const path = { enrollmentId: enrollment.enrollmentId };
  return {
    enrollment,
    app,
    confirming: (code = app.codeAt(server.clock.read())) => ({ path, body: { code } }),
  };
}
