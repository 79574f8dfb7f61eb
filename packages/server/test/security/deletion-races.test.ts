import type { Session } from '@totp-kit/protocol';
import { describe, expect } from 'vitest';
import { attempt, json } from '../../src/testing/attempts.ts';
import { AuthenticatorApp } from '../../src/testing/authenticator-app.ts';
import { asTicket } from '../../src/testing/credentials.ts';
import { asSession, createTicket, listEvents } from '../../src/testing/linking.ts';
import {
  endWaiting,
  expectNoSession,
  openEverything,
  signInOutcomes,
  type OpenUser,
} from '../../src/testing/open-access.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer, type TestServer } from '../../src/testing/test-server.ts';

/** Everything that can make a session or a way in, at once, and the deletion in their midst. */
async function raceDeletion(server: TestServer, user: OpenUser, verifications: number) {
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
        send('enrollments', { action: 'update-user' }, asTicket(ticket)),
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

  securityRow('S25', 'nor after disabling', async ({ engine, count }) => {
    const server = await startTestServer({ engine });
    for (let round = 0; round < count({ full: 50, reduced: 10 }); round += 1) {
      const loginId = `user ${round}`;
      const { app, confirmation } = await server.signUp(loginId);
      const { user, session, recoveryCodes = [] } = confirmation;
      server.clock.advance({ steps: 1 });
      const code = app.codeAt(server.clock.read());
      const secrets = [{ code }, ...recoveryCodes.map((recoveryCode) => ({ recoveryCode }))];
      const signIns = secrets.map(
        (secret) => () => server.fetch('/api/v1/verifications', json({ loginId, ...secret })),
      );
      const path = `/api/v1/manage/users/${user.userId}`;
      const setStatus = (status: string) =>
        server.fetch(path, { ...json({ status }, asManagement), method: 'PATCH' });
      const racing = [...signIns.slice(0, 4), () => setStatus('disabled'), ...signIns.slice(4)];
      const responses = await Promise.all(racing.map((send) => send()));
      const answers = await Promise.all(
        responses.map((response) => response.json() as Promise<Answer>),
      );
      await setStatus('enabled');
      await expectNoSession(server, [session, ...answers.flatMap((one) => one.session ?? [])]);
    }
  });
});

async function openWays(server: TestServer, loginId: string) {
  const { confirmation } = await server.signUp(loginId);
  const { user, session } = confirmation;
  const { ticket } = await createTicket(server, { userId: user.userId, action: 'manage' });
  return { userId: user.userId, session, ticket };
}
