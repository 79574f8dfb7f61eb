import type { Session } from '@totp-kit/protocol';
import { describe, expect } from 'vitest';
import { attempt, json } from '../../src/testing/attempts.ts';
import { AuthenticatorApp } from '../../src/testing/authenticator-app.ts';
import {
  asSession,
  asTicket,
  createTicket,
  listEvents,
  startUpdate,
} from '../../src/testing/linking.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer, type TestServer } from '../../src/testing/test-server.ts';

type User = Awaited<ReturnType<typeof openEverything>>;

/** A user with all there is: sessions, known browsers, recovery codes, open enrollments, tickets out. */
async function openEverything(server: TestServer) {
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

async function expectNoSession(server: TestServer, sessions: readonly (Session | undefined)[]) {
  for (const session of sessions) {
    const headers = asSession(session);
    expect((await server.refused('getSession', { headers })).code).toBe('unauthenticated');
    const body = { refreshToken: session?.refreshToken };
    expect((await server.refused('refreshSession', { body })).code).toBe('unauthenticated');
    const own = await server.refused('listOwnAuthenticators', { headers });
    expect(own.code).toBe('unauthenticated');
  }
}

async function expectNoTicket(server: TestServer, { app, tickets }: User) {
  const body = { action: 'update-user' };
  for (const ticket of [tickets.unstarted, tickets.manage]) {
    const start = await server.refused('startEnrollment', { headers: asTicket(ticket), body });
    expect(start.code).toBe('ticket_invalid');
  }
  const look = await server.refused('listOwnAuthenticators', { headers: asTicket(tickets.manage) });
  expect(look.code).toBe('ticket_invalid');
  const headers = asTicket(tickets.signIn);
  const code = app.codeAt(server.clock.read());
  const verification = await server.refused('verify', { headers, body: { code } });
  expect(verification.code).toBe('ticket_invalid');
}

/** Whether the browser still has a budget of its own, when the user's is used up. */
async function isBrowserKnown(server: TestServer, { app, browserToken }: User): Promise<boolean> {
  const code = app.wrongCodeAt(server.clock.read());
  for (let wrongs = 0; wrongs < 5; wrongs += 1) await attempt(server, { loginId: 'ada', code });
  return (await attempt(server, { loginId: 'ada', code, browserToken })) !== 'too_many_attempts';
}

function endWaiting(server: TestServer, userId: string) {
  return server.call('endUserWaiting', { headers: asManagement, path: { userId } });
}

async function signInOutcomes(server: TestServer, { app, recoveryCodes }: User) {
  server.clock.advance({ steps: 2 });
  const code = app.codeAt(server.clock.read());
  const [recoveryCode] = recoveryCodes;
  return [
    await attempt(server, { loginId: 'ada', code }),
    await attempt(server, { loginId: 'ada', recoveryCode }),
  ];
}

describe('what ends takes everything that rests on it', () => {
  securityRow('S22', 'deleted: nothing of before works', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const user = await openEverything(server);
    const { userId } = user;
    const headers = { ...asManagement, 'idempotency-key': 'delete-ada' };
    await server.call('deleteTotp', { headers, body: { userIds: [userId] } });

    await expectNoSession(server, user.sessions);
    await expectNoTicket(server, user);
    for (const open of [user.bySession, user.byTicket]) {
      const confirmation = await server.refused('confirmEnrollment', open.confirming());
      expect(confirmation.code).toBe('enrollment_expired');
    }
    expect(await signInOutcomes(server, user)).toEqual(['invalid_code', 'invalid_code']);
    expect(await isBrowserKnown(server, user)).toBe(false);
    const path = { userId };
    const after = await server.call('getUser', { headers: asManagement, path });
    expect(after).toMatchObject({ authenticators: [], recoveryCodesLeft: 0 });
    const listed = await server.call('listUserSessions', { headers: asManagement, path });
    expect(listed.sessions).toEqual([]);
  });

  securityRow('S22', 'disabled: nothing works, and only the app does again', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const user = await openEverything(server);
    const { userId } = user;
    const setStatus = (status: string) =>
      server.call('updateUser', { headers: asManagement, path: { userId }, body: { status } });
    await setStatus('disabled');
    await expectNoSession(server, user.sessions);
    await expectNoTicket(server, user);
    expect(await signInOutcomes(server, user)).toEqual(['invalid_code', 'invalid_code']);

    await setStatus('enabled');
    await expectNoSession(server, user.sessions);
    await expectNoTicket(server, user);
    for (const open of [user.bySession, user.byTicket]) {
      const confirmation = await server.refused('confirmEnrollment', open.confirming());
      expect(confirmation.code).toBe('enrollment_expired');
    }
    expect(await isBrowserKnown(server, user)).toBe(false);
    await endWaiting(server, userId);
    expect(await signInOutcomes(server, user)).toEqual(['accepted', 'accepted']);
  });

  const signOuts = {
    'by themselves': (server: TestServer, { sessions }: User) =>
      server.call('signOut', { headers: asSession(sessions[1]), query: { everywhere: 'true' } }),
    'by management': (server: TestServer, { userId }: User) =>
      server.call('endUserSessions', { headers: asManagement, path: { userId } }),
  };
  for (const [by, signOut] of Object.entries(signOuts)) {
    securityRow('S22', `signed out everywhere ${by}: no session is left`, async ({ engine }) => {
      const server = await startTestServer({ engine });
      const user = await openEverything(server);
      await signOut(server, user);
      await expectNoSession(server, user.sessions);
      const confirmation = await server.refused('confirmEnrollment', user.bySession.confirming());
      expect(confirmation.code).toBe('enrollment_expired');
      // What a session did not begin stays.
      await server.call('confirmEnrollment', user.byTicket.confirming());
      expect(await isBrowserKnown(server, user)).toBe(true);
      await endWaiting(server, user.userId);
      expect(await signInOutcomes(server, user)).toEqual(['accepted', 'accepted']);
    });
  }
});

/** Everything that can make a session or a way in, at once, and the deletion in their midst. */
async function raceDeletion(server: TestServer, user: User, verifications: number) {
  const { app, sessions, recoveryCodes, browserToken, userId } = user;
  server.clock.advance({ steps: 2 });
  const now = server.clock.read();
  const secrets = [
    ...[-30_000, 0, 30_000].map((offset) => ({ code: app.codeAt(now + offset) })),
    ...recoveryCodes.slice(1).map((recoveryCode) => ({ recoveryCode })),
  ];
  const post =
    (path: string, body: unknown, headers = {}) =>
    () =>
      server.fetch(`/api/v1/${path}`, json(body, headers));
  const requests = Array.from({ length: verifications }, (_, index) => {
    const secret = secrets[index % secrets.length];
    return post('verifications', { loginId: 'ada', ...secret, browserToken });
  });
  const confirmations = [user.bySession, user.byTicket].map((open) => {
    const { path, body } = open.confirming();
    return post(`enrollments/${path.enrollmentId}/confirmation`, body);
  });
  const others = [
    ...confirmations,
    ...sessions.map((session) => post('session/refresh', { refreshToken: session?.refreshToken })),
    post('verifications', { code: app.codeAt(now) }, asSession(sessions[2])),
    post('enrollments', { action: 'update-user' }, asSession(sessions[2])),
    post('enrollments', { action: 'update-user' }, asTicket(user.tickets.manage)),
    post('me/recovery-codes', {}, asSession(sessions[2])),
    post('me/recovery-codes', {}, asTicket(user.tickets.manage)),
  ];
  const deletion = post(
    'manage/totp-deletions',
    { userIds: [userId] },
    { ...asManagement, 'idempotency-key': `delete-${userId}` },
  );
  const middle = Math.floor(verifications / 10);
  const all = [...requests.slice(0, middle), ...others, deletion, ...requests.slice(middle)];
  const responses = await Promise.all(all.map((send) => send()));
  expect(responses.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
  return Promise.all(responses.map((response) => response.json() as Promise<Answer>));
}

interface Answer {
  readonly session?: Session;
  readonly recoveryCodes?: readonly string[];
  readonly enrollmentId?: string;
  readonly provisioningUrl?: string;
}

describe('a deletion and what races it are ordered by the database', () => {
  securityRow('S25', 'no session and no way in is left after it', async ({ engine, count }) => {
    for (let round = 0; round < count({ full: 20, reduced: 3 }); round += 1) {
      const server = await startTestServer({ engine });
      const user = await openEverything(server);
      const { userId } = user;
      const answers = await raceDeletion(server, user, 100);
      const made = answers.flatMap(({ session }) => session ?? []);
      await expectNoSession(server, [...user.sessions, ...made]);
      const path = { userId };
      const after = await server.call('getUser', { headers: asManagement, path });
      expect(after).toMatchObject({ authenticators: [], recoveryCodesLeft: 0 });
      const { sessions } = await server.call('listUserSessions', { headers: asManagement, path });
      expect(sessions).toEqual([]);

      const actions = (await listEvents(server, { userId })).map(({ action }) => action);
      const deletedAt = actions.indexOf('totp.deleted');
      expect(deletedAt).toBeGreaterThanOrEqual(0);
      expect(actions.slice(0, deletedAt)).not.toContain('verification.succeeded');
      expect(actions.slice(0, deletedAt)).not.toContain('enrollment.confirmed');

      await endWaiting(server, userId);
      const recoveryCodes = answers.flatMap((answer) => answer.recoveryCodes ?? []);
      const codes = [...recoveryCodes, ...user.recoveryCodes];
      for (const recoveryCode of codes) {
        expect(await attempt(server, { loginId: 'ada', recoveryCode })).toBe('invalid_code');
      }
      expect((await signInOutcomes(server, user))[0]).toBe('invalid_code');
      await server.stop();
    }
  });

  securityRow('S25', 'recovery codes and enrollments made meanwhile end, too', async (row) => {
    const { engine, count } = row;
    const server = await startTestServer({ engine });
    for (let round = 0; round < count({ full: 50, reduced: 10 }); round += 1) {
      const { userId, session, ticket } = await openWays(server, `user ${round}`);
      const send = (path: string, body: unknown, headers: Record<string, string>) =>
        server.fetch(`/api/v1/${path}`, json(body, headers));
      const makeWays = () => [
        send('me/recovery-codes', {}, asSession(session)),
        send('me/recovery-codes', {}, asTicket(ticket)),
        send('enrollments', { action: 'update-user' }, asTicket(ticket)),
        send('enrollments', { action: 'update-user' }, asSession(session)),
      ];
      const headers = { ...asManagement, 'idempotency-key': `delete-${userId}` };
      const racing = [
        ...makeWays(),
        send('manage/totp-deletions', { userIds: [userId] }, headers),
        ...makeWays(),
      ];
      const responses = await Promise.all(racing);
      expect(responses.filter(({ status }) => status >= 500)).toEqual([]);
      const answers = await Promise.all(
        responses.map((response) => response.json() as Promise<Answer>),
      );
      const user = await server.call('getUser', { headers: asManagement, path: { userId } });
      expect(user).toMatchObject({ authenticators: [], recoveryCodesLeft: 0 });
      for (const { enrollmentId, provisioningUrl } of answers) {
        if (enrollmentId === undefined || provisioningUrl === undefined) continue;
        const code = new AuthenticatorApp(provisioningUrl).codeAt(server.clock.read());
        const request = { path: { enrollmentId }, body: { code } };
        const confirmation = await server.refused('confirmEnrollment', request);
        expect(confirmation.code).toMatch(/enrollment_expired|unauthenticated/);
      }
    }
  });
});

async function openWays(server: TestServer, loginId: string) {
  const { confirmation } = await server.signUp(loginId);
  const { user, session } = confirmation;
  const { ticket } = await createTicket(server, { userId: user.userId, action: 'manage' });
  return { userId: user.userId, session, ticket };
}
