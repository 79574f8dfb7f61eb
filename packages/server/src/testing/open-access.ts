import type { Session } from '@totp-kit/protocol';
import { expect } from 'vitest';
import { attempt } from './attempts.ts';
import { asTicket } from './credentials.ts';
import { asSession, createTicket, startUpdate } from './linking.ts';
import { asManagement, type TestServer } from './test-server.ts';

/** A user with all that can be open. */
export type OpenUser = Awaited<ReturnType<typeof openEverything>>;

/** A user with all there is: sessions, known browsers, recovery codes, open enrollments, tickets out. */
export async function openEverything(server: TestServer) {
  const { app, confirmation } = await server.signUp('ada');
  const { userId } = confirmation.user;
  const others = [await server.signIn('ada', app), await server.signIn('ada', app)];
  const sessions = [confirmation, ...others].map(({ session }) => session);
  const ticket = async (action: 'update-user' | 'sign-in' | 'manage') =>
    (await createTicket(server, { userId, action, ttlSeconds: 86_400 })).ticket;
  const [started, unstarted, signIn, manage] = [
    await ticket('update-user'),
    await ticket('update-user'),
    await ticket('sign-in'),
    await ticket('manage'),
  ];
  return {
    app,
    userId,
    sessions,
    browserToken: others[0]?.browserToken,
    recoveryCodes: confirmation.recoveryCodes ?? [],
    bySession: await startUpdate(server, asSession(sessions[0])),
    byTicket: await startUpdate(server, asTicket(started)),
    tickets: { unstarted, signIn, manage },
  };
}

/** Expects that no token of these sessions is good for anything. */
export async function expectNoSession(
  server: TestServer,
  sessions: readonly (Session | undefined)[],
) {
  for (const session of sessions) {
    const headers = asSession(session);
    expect((await server.refused('getSession', { headers })).code).toBe('unauthenticated');
    const body = { refreshToken: session?.refreshToken };
    expect((await server.refused('refreshSession', { body })).code).toBe('unauthenticated');
    const own = await server.refused('listOwnAuthenticators', { headers });
    expect(own.code).toBe('unauthenticated');
  }
}

/** Ends a waiting time, as an operator does. */
export function endWaiting(server: TestServer, userId: string) {
  return server.call('endUserWaiting', { headers: asManagement, path: { userId } });
}

/** What becomes of the user's own code, and of a recovery code. */
export async function signInOutcomes(server: TestServer, { app, recoveryCodes }: OpenUser) {
  server.clock.advance({ steps: 2 });
  const code = app.codeAt(server.clock.read());
  const [recoveryCode] = recoveryCodes;
  return [
    await attempt(server, { loginId: 'ada', code }),
    await attempt(server, { loginId: 'ada', recoveryCode }),
  ];
}
