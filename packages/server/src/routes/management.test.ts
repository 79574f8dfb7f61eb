import { describe, expect, it } from 'vitest';
import { AuthenticatorApp } from '../testing/authenticator-app.ts';
import { asManagement, managementKey, startTestServer } from '../testing/test-server.ts';

describe('the management API', () => {
  it('refuses every credential but the management key', async () => {
    const server = await startTestServer();
    const { confirmation } = await server.signUp('ada');
    for (const authorization of [
      undefined,
      'Bearer x',
      `Bearer ${managementKey}x`,
      `Bearer ${managementKey.slice(0, -1)}`,
      `Ticket ${managementKey}`,
      `Bearer ${confirmation.session?.accessToken ?? ''}`,
    ]) {
      const headers = authorization === undefined ? {} : { authorization };
      expect((await server.refused('listUsers', { headers })).code).toBe('unauthenticated');
    }
  });

  it('is closed when no management key is configured', async () => {
    const server = await startTestServer({ TOTP_KIT_MANAGEMENT_KEY: undefined });
    for (const authorization of ['Bearer undefined', `Bearer ${managementKey}`]) {
      const problem = await server.refused('listUsers', { headers: { authorization } });
      expect(problem.code).toBe('unauthenticated');
    }
  });

  it('never answers CORS', async () => {
    const server = await startTestServer({ TOTP_KIT_ORIGINS: 'https://shop.example' });
    const response = await server.fetch('/api/v1/manage/users', {
      headers: { ...asManagement, origin: 'https://shop.example' },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('makes, gets, lists and deletes users', async () => {
    const server = await startTestServer();
    const created = await server.call('createUser', {
      body: { loginId: 'Ada', name: 'Ada L.', email: 'ada@example.com' },
      headers: asManagement,
    });
    expect(created).toMatchObject({
      loginId: 'Ada',
      loginIdVerified: true,
      signIn: 'direct',
      status: 'enabled',
      authenticators: [],
    });
    const path = { userId: created.userId };
    expect(await server.call('getUser', { path, headers: asManagement })).toEqual(created);
    const taken = await server.refused('createUser', {
      body: { loginId: 'ADA' },
      headers: asManagement,
    });
    expect(taken.code).toBe('login_id_taken');
    await server.call('deleteUser', { path, headers: asManagement });
    expect((await server.refused('getUser', { path, headers: asManagement })).code).toBe(
      'not_found',
    );
    expect((await server.refused('deleteUser', { path, headers: asManagement })).code).toBe(
      'not_found',
    );
  });

  it('pages through users without losing or repeating one', async () => {
    const server = await startTestServer();
    const names = ['ada', 'bea', 'cyd', 'dan', 'eve'];
    for (const loginId of names) {
      await server.call('createUser', { body: { loginId }, headers: asManagement });
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await server.call('listUsers', {
        query: { limit: '2', ...(cursor !== undefined && { cursor }) },
        headers: asManagement,
      });
      expect(page).toMatchObject({ total: 5, totalIsExact: true });
      seen.push(...page.users.map(({ loginId }) => loginId));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(names);
  });

  it('tells an operator until when a user must wait', async () => {
    const server = await startTestServer();
    const { app, confirmation } = await server.signUp('ada');
    const code = app.wrongCodeAt(server.clock.read());
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await server.refused('verify', { body: { loginId: 'ada', code } });
    }
    const user = await server.call('getUser', {
      path: { userId: confirmation.user.userId },
      headers: asManagement,
    });
    expect(user.waitingUntil).toBe(new Date(server.clock.read() + 30_000).toISOString());
  });

  it('does not adopt by login ID a user who signed up by themselves', async () => {
    const server = await startTestServer();
    const { confirmation } = await server.signUp('ada');
    const byLoginId = { loginId: 'ada', action: 'update-user' };
    const refused = await server.refused('createTicket', {
      body: byLoginId,
      headers: asManagement,
    });
    expect(refused.code).toBe('login_id_taken');
    const byUserId = { userId: confirmation.user.userId, action: 'update-user' };
    await server.call('createTicket', { body: byUserId, headers: asManagement });
  });

  it('pages through events, newest first', async () => {
    const server = await startTestServer();
    await server.signUp('ada');
    const first = await server.call('listEvents', { query: { limit: '1' }, headers: asManagement });
    expect(first.events[0]?.action).toBe('enrollment.confirmed');
    const rest = await server.call('listEvents', {
      query: { cursor: first.nextCursor ?? '' },
      headers: asManagement,
    });
    expect(rest.events.map(({ action }) => action)).toEqual(['user.created', 'enrollment.started']);
    const bad = await server.refused('listEvents', {
      query: { cursor: 'bm8' },
      headers: asManagement,
    });
    expect(bad.code).toBe('invalid_request');
  });
});

describe('deleting TOTP', () => {
  it('ends sign-in and sessions and gives a link that enrolls again, once', async () => {
    const server = await startTestServer();
    const { app, confirmation } = await server.signUp('ada');
    const { userId } = confirmation.user;
    const { results } = await server.call('deleteTotp', {
      body: { userIds: [userId], reason: 'lost phone' },
      headers: { ...asManagement, 'idempotency-key': 'delete-ada-1' },
    });
    const [result] = results;
    expect(result).toMatchObject({ userId, outcome: 'deleted' });
    expect(result?.url).toContain('/enroll#ticket=');

    server.clock.advance({ steps: 1 });
    const code = app.codeAt(server.clock.read());
    const signIn = await server.refused('verify', { body: { loginId: 'ada', code } });
    expect(signIn.code).toBe('invalid_code');
    const headers = { authorization: `Bearer ${confirmation.session?.accessToken ?? ''}` };
    await server.refused('getSession', { headers });

    const byTicket = { authorization: `Ticket ${result?.ticket ?? ''}` };
    const enrollment = await server.call('startEnrollment', {
      body: { action: 'update-user' },
      headers: byTicket,
    });
    const newApp = new AuthenticatorApp(enrollment.provisioningUrl);
    const confirmed = await server.call('confirmEnrollment', {
      path: { enrollmentId: enrollment.enrollmentId },
      body: { code: newApp.codeAt(server.clock.read()) },
    });
    expect(confirmed.session).toBeUndefined();
    await server.signIn('ada', newApp);
    const again = await server.refused('startEnrollment', {
      body: { action: 'update-user' },
      headers: byTicket,
    });
    expect(again.code).toBe('ticket_invalid');
  });

  it('repeats nothing and shows no ticket again for the same key', async () => {
    const server = await startTestServer();
    const { confirmation } = await server.signUp('ada');
    const { userId } = confirmation.user;
    const headers = { ...asManagement, 'idempotency-key': 'delete-ada-2' };
    const body = { userIds: [userId, 'user_unknown', userId] };
    const first = await server.call('deleteTotp', { body, headers });
    expect(first.results.map(({ outcome }) => outcome)).toEqual(['deleted', 'not_found']);
    const repeat = await server.call('deleteTotp', { body, headers });
    expect(repeat.results).toEqual([
      { userId, outcome: 'deleted' },
      { userId: 'user_unknown', outcome: 'not_found' },
    ]);
    const other = await server.refused('deleteTotp', { body: { userIds: ['x'] }, headers });
    expect(other.code).toBe('idempotency_conflict');
  });

  it('needs an idempotency key', async () => {
    const server = await startTestServer();
    const problem = await server.refused('deleteTotp', {
      body: { userIds: ['x'] },
      headers: asManagement,
    });
    expect(problem.errors).toMatchObject([{ field: 'headers.idempotency-key' }]);
  });
});
