import { confirmation, enrollment, type Confirmation, type ConsoleRole } from '@totp-kit/protocol';
import { expect } from 'vitest';
import { json } from './attempts.ts';
import { AuthenticatorApp } from './authenticator-app.ts';
import { asTicket } from './credentials.ts';
import { ownOrigin, type TestServer } from './test-server.ts';

/** What a page of the console sends along. */
export const fromConsolePage = { origin: ownOrigin, 'sec-fetch-site': 'same-origin' } as const;

export type ConsoleHeaders = Readonly<Record<string, string>>;

/** An administrator who is signed in to the console. */
export interface SignedInAdministrator {
  readonly administratorId: string;
  readonly loginId: string;
  readonly app: AuthenticatorApp;
  readonly confirmation: Confirmation;
  /** The headers of a request of their page, the cookie among them. */
  readonly headers: ConsoleHeaders;
}

/** Makes the first administrator by the link that a terminal shows. */
export async function makeFirstAdministrator(
  server: TestServer,
  loginId = 'root',
): Promise<SignedInAdministrator> {
  const link = await server.inviteFirstAdministrator();
  return enrollInConsole(server, invitationOf(link), { action: 'sign-up', loginId });
}

/** Makes another administrator, by the link that the first one is shown. */
export async function makeAdministrator(
  server: TestServer,
  by: SignedInAdministrator,
  { loginId, role }: { readonly loginId: string; readonly role: ConsoleRole },
): Promise<SignedInAdministrator> {
  const { headers } = by;
  const { url } = await server.call('createAdministrator', { headers, body: { loginId, role } });
  return enrollInConsole(server, invitationOf(url));
}

/** The token that an invitation's link ends with. */
export function invitationOf(link: string | undefined): string {
  const [, token = ''] =
    /^http:\/\/localhost:8787\/console\/join#(?:first|invitation)=(.+)$/.exec(link ?? '') ?? [];
  expect(token, link).toMatch(/^invitation_/);
  return token;
}

/** Scans the QR code of an invitation, confirms it, and is signed in. */
export async function enrollInConsole(
  server: TestServer,
  invitation: string,
  body: object = { action: 'update-user' },
): Promise<SignedInAdministrator> {
  const started = await server.fetch(
    '/console/api/v1/enrollments',
    json(body, { ...fromConsolePage, ...asTicket(invitation) }),
  );
  expect(started.status, await started.clone().text()).toBe(201);
  const { enrollmentId, provisioningUrl } = enrollment.parse(await started.json());
  const app = new AuthenticatorApp(provisioningUrl);
  const confirmed = await server.fetch(
    `/console/api/v1/enrollments/${enrollmentId}/confirmation`,
    json({ code: app.codeAt(server.clock.read()) }, fromConsolePage),
  );
  expect(confirmed.status, await confirmed.clone().text()).toBe(200);
  const answer = confirmation.parse(await confirmed.json());
  const { userId, loginId } = answer.user;
  const headers = { ...fromConsolePage, cookie: cookieOf(confirmed) };
  return { administratorId: userId, loginId, app, confirmation: answer, headers };
}

/** Signs in to the console with the code of the next step, to which the clock is moved. */
export async function signInToConsole(
  server: TestServer,
  { loginId, app }: Pick<SignedInAdministrator, 'loginId' | 'app'>,
): Promise<ConsoleHeaders> {
  server.clock.advance({ steps: 1 });
  const code = app.codeAt(server.clock.read());
  const response = await server.fetch(
    '/console/api/v1/verifications',
    json({ loginId, code }, fromConsolePage),
  );
  expect(response.status, await response.clone().text()).toBe(200);
  return { ...fromConsolePage, cookie: cookieOf(response) };
}

/** Gives a code again in a session, so that it is fresh. */
export async function stepUpInConsole(
  server: TestServer,
  { app, headers }: SignedInAdministrator,
): Promise<void> {
  server.clock.advance({ steps: 1 });
  const body = { code: app.codeAt(server.clock.read()) };
  await server.call('verifyAdministrator', { headers, body });
}

/** The cookie of an answer, as the next request carries it. */
export function cookieOf(response: Response): string {
  const [cookie = ''] = response.headers.getSetCookie();
  return cookie.split(';')[0] ?? '';
}
