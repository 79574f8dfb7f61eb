import { describe, expect } from 'vitest';
import { asBearer, asTicket, claimsOf } from '../../src/testing/credentials.ts';
import { rightConfirmation, SecondFactorSite } from '../../src/testing/second-factor-site.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer, type TestServer } from '../../src/testing/test-server.ts';

function eventsOf(server: TestServer, userId: string) {
  return server.call('listEvents', { query: { userId, limit: '200' }, headers: asManagement });
}

/** What is kept of a user, as the management side sees it. */
async function stateOf(server: TestServer, userId: string) {
  const path = { userId };
  const user = await server.call('getUser', { path, headers: asManagement });
  const { sessions } = await server.call('listUserSessions', { path, headers: asManagement });
  const { events } = await eventsOf(server, userId);
  return { user, sessions, events };
}

describe('a second factor is not a login', () => {
  securityRow('S58', 'without a ticket a ticket user is nobody', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const site = new SecondFactorSite(server);
    const ada = await site.enroll('ada');
    server.clock.advance({ steps: 1 });
    const code = ada.app.codeAt(server.clock.read());
    const login = await site.begin(ada);
    const before = await stateOf(server, ada.userId);

    const [recoveryCode = ''] = ada.recoveryCodes;
    for (const secret of [{ code }, { recoveryCode }]) {
      const problem = await server.refused('verify', { body: { loginId: 'ada', ...secret } });
      const unknown = await server.refused('verify', { body: { loginId: 'nobody', ...secret } });
      expect({ ...problem, requestId: '' }).toEqual({ ...unknown, requestId: '' });
      expect(problem.code).toBe('invalid_code');
    }
    expect(await stateOf(server, ada.userId)).toEqual(before);

    expect(await site.letsIn(login, await site.answer(login, { code }))).toBe(true);
    const next = await site.begin(ada);
    expect(await site.letsIn(next, await site.answer(next, { recoveryCode }))).toBe(true);
    expect((await stateOf(server, ada.userId)).sessions).toEqual([]);
  });

  securityRow(
    'S58',
    'guesses without a ticket use up nothing of the user’s',
    async ({ engine }) => {
      const server = await startTestServer({ engine });
      const site = new SecondFactorSite(server);
      const ada = await site.enroll('ada');
      server.clock.advance({ steps: 1 });
      const body = { loginId: 'ada', code: ada.app.wrongCodeAt(server.clock.read()) };
      const seen: string[] = [];
      for (let attempt = 1; attempt <= 7; attempt += 1) {
        seen.push((await server.refused('verify', { body })).code);
      }
      expect(seen).toEqual([
        ...Array<string>(5).fill('invalid_code'),
        'too_many_attempts',
        'too_many_attempts',
      ]);
      const { user } = await stateOf(server, ada.userId);
      expect(user.waitingUntil).toBeUndefined();
      const login = await site.begin(ada);
      const proof = await site.answer(login, { code: ada.app.codeAt(server.clock.read()) });
      expect(await site.letsIn(login, proof)).toBe(true);
    },
  );

  securityRow('S58', 'no ticket ever gives a ticket user a session', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const site = new SecondFactorSite(server);
    const ada = await site.enroll('ada');
    const { userId } = ada;
    for (const action of ['update-user', 'manage'] as const) {
      const headers = asTicket((await site.ticket({ userId, action })).ticket);
      const enrollment = await server.call('startEnrollment', {
        body: { action: 'update-user' },
        headers,
      });
      const confirmation = rightConfirmation(server, enrollment);
      const confirmed = await server.call('confirmEnrollment', confirmation);
      expect(confirmed).not.toHaveProperty('session');
      expect(confirmed).not.toHaveProperty('browserToken');
      expect(confirmed.proof).toBeDefined();
    }
    server.clock.advance({ steps: 1 });
    const login = await site.begin(ada);
    const verified = await server.call('verify', {
      body: { code: ada.app.codeAt(server.clock.read()) },
      headers: asTicket(login.ticket),
    });
    expect(Object.keys(verified).sort()).toEqual(['proof', 'user']);
    for (const token of [verified.proof, login.ticket]) {
      await server.refused('getSession', { headers: asBearer(token) });
    }
    const path = { userId };
    const { sessions } = await server.call('listUserSessions', { path, headers: asManagement });
    expect(sessions).toEqual([]);
  });
});

describe('a ticket never adopts an account that was there before', () => {
  securityRow('S59', 'who signed up first does not get the site’s user', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const site = new SecondFactorSite(server);
    const { confirmation } = await server.signUp('Ada@Example.com');
    const { user, session } = confirmation;
    for (const loginId of ['ada@example.com', 'ADA@EXAMPLE.COM', 'ada＠example.com']) {
      for (const action of ['sign-up', 'update-user', 'sign-in', 'manage'] as const) {
        const body = { loginId, action };
        const problem = await server.refused('createTicket', { body, headers: asManagement });
        expect(problem.code).toBe('login_id_taken');
      }
      const created = { body: { loginId }, headers: asManagement };
      expect((await server.refused('createUser', created)).code).toBe('login_id_taken');
    }
    expect(user.loginIdVerified).toBe(false);
    expect(claimsOf(session?.accessToken)).toMatchObject({ login_id_verified: false });
    const path = { userId: user.userId };
    const managed = await server.call('getUser', { path, headers: asManagement });
    expect(managed).toMatchObject({ loginIdVerified: false, signIn: 'direct' });

    const login = await site.begin(user);
    const [recoveryCode = ''] = confirmation.recoveryCodes ?? [];
    const proof = await site.answer(login, { recoveryCode });
    expect(claimsOf(proof)).toMatchObject({ login_id_verified: false, sub: user.userId });
  });

  securityRow('S59', 'a sign-up begun before the site’s ticket comes too late', async (row) => {
    const server = await startTestServer({ engine: row.engine });
    const site = new SecondFactorSite(server);
    const begun = await server.call('startEnrollment', {
      body: { action: 'sign-up', loginId: 'ada' },
    });
    const ada = await site.enroll('ada');
    const problem = await server.refused('confirmEnrollment', rightConfirmation(server, begun));
    expect(problem.code).toBe('login_id_taken');
    const { user } = await stateOf(server, ada.userId);
    expect(user).toMatchObject({ signIn: 'ticket', loginIdVerified: true });
    expect(user.authenticators).toHaveLength(1);
  });

  securityRow('S59', 'a profile never says who is verified', async ({ engine }) => {
    const server = await startTestServer({ engine });
    for (const field of ['loginIdVerified', 'verified', 'signIn', 'status', 'userId']) {
      const body = { action: 'sign-up', loginId: 'ada', user: { [field]: true } };
      expect((await server.refused('startEnrollment', { body })).code).toBe('invalid_request');
    }
    const ticketed = await server.call('createTicket', {
      body: { loginId: 'grace', action: 'sign-up' },
      headers: asManagement,
    });
    const body = { action: 'sign-up', loginId: 'grace' };
    const headers = asTicket(ticketed.ticket);
    const enrollment = await server.call('startEnrollment', { body, headers });
    const { user, session } = await server.call(
      'confirmEnrollment',
      rightConfirmation(server, enrollment),
    );
    expect(user.loginIdVerified).toBe(true);
    expect(claimsOf(session?.accessToken)).toMatchObject({ login_id_verified: true });
  });
});
