import { describe, expect, it } from 'vitest';
import { AuthenticatorApp } from '../testing/authenticator-app.ts';
import { asManagement, startTestServer, type TestServer } from '../testing/test-server.ts';

async function start(server: TestServer, loginId: string) {
  const enrollment = await server.call('startEnrollment', { body: { action: 'sign-up', loginId } });
  return { enrollment, app: new AuthenticatorApp(enrollment.provisioningUrl) };
}

describe('signing up', () => {
  it('gives a key, and a session for its first code', async () => {
    const server = await startTestServer();
    const { enrollment, app } = await start(server, 'Ada@Example.com');
    expect(enrollment.key).toMatch(/^[A-Z2-7]{32}$/);
    expect(new URL(enrollment.provisioningUrl).searchParams.get('secret')).toBe(enrollment.key);
    expect(app).toMatchObject({ issuer: 'totp-kit', account: 'Ada@Example.com' });

    const confirmation = await server.call('confirmEnrollment', {
      path: { enrollmentId: enrollment.enrollmentId },
      body: { code: app.codeAt(server.clock.read()) },
    });
    expect(confirmation).toMatchObject({
      firstSeen: true,
      user: { loginId: 'Ada@Example.com', loginIdVerified: false, signIn: 'direct' },
    });
    expect(confirmation.session?.accessToken).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  it('keeps the enrollment after a wrong code', async () => {
    const server = await startTestServer();
    const { enrollment, app } = await start(server, 'ada');
    const path = { enrollmentId: enrollment.enrollmentId };
    const code = app.wrongCodeAt(server.clock.read());
    const problem = await server.refused('confirmEnrollment', { path, body: { code } });
    expect(problem.code).toBe('invalid_code');
    server.clock.advance({ steps: 3 });
    await server.call('confirmEnrollment', {
      path,
      body: { code: app.codeAt(server.clock.read()) },
    });
  });

  it('starts alike for a taken login ID, and says so only after a right code', async () => {
    const server = await startTestServer();
    const { app: first } = await server.signUp('ada');
    const { enrollment, app } = await start(server, 'ADA');
    const path = { enrollmentId: enrollment.enrollmentId };
    const now = server.clock.read();
    const wrong = await server.refused('confirmEnrollment', {
      path,
      body: { code: app.wrongCodeAt(now) },
    });
    expect(wrong.code).toBe('invalid_code');
    const taken = await server.refused('confirmEnrollment', {
      path,
      body: { code: app.codeAt(now) },
    });
    expect(taken.code).toBe('login_id_taken');
    await server.signIn('ada', first);
  });

  it('tells a second confirmation that the first had worked', async () => {
    const server = await startTestServer();
    const { enrollment, app } = await server.signUp('ada');
    const problem = await server.refused('confirmEnrollment', {
      path: { enrollmentId: enrollment.enrollmentId },
      body: { code: app.codeAt(server.clock.read()) },
    });
    expect(problem.code).toBe('enrollment_confirmed');
  });

  it('ends after ten minutes and when it is canceled', async () => {
    const server = await startTestServer();
    const expired = await start(server, 'ada');
    server.clock.advance({ seconds: 600 });
    const canceled = await start(server, 'bob');
    const path = { enrollmentId: canceled.enrollment.enrollmentId };
    await server.call('cancelEnrollment', { path });
    for (const { enrollment, app } of [expired, canceled]) {
      const problem = await server.refused('confirmEnrollment', {
        path: { enrollmentId: enrollment.enrollmentId },
        body: { code: app.codeAt(server.clock.read()) },
      });
      expect(problem.code).toBe('enrollment_expired');
    }
  });

  it.each([
    [{ action: 'sign-up', loginId: '' }, 'loginId'],
    [{ action: 'sign-up', loginId: 'a'.repeat(255) }, 'loginId'],
    [{ action: 'sign-up', loginId: 'é'.repeat(128) }, 'loginId'],
    [{ action: 'sign-up', loginId: 'a\u202eb' }, 'loginId'],
    [{ action: 'sign-up', loginId: '   ' }, 'loginId'],
    [{ action: 'sign-up', loginId: 7 }, 'loginId'],
    [{ action: 'sign-up' }, 'loginId'],
    [{ action: 'other', loginId: 'ada' }, 'action'],
    [{ action: 'sign-up', loginId: 'ada', secret: 'A' }, ''],
    [{ action: 'sign-up', loginId: 'ada', user: { admin: true } }, 'user'],
  ])('refuses %j and names the field', async (body, field) => {
    const server = await startTestServer();
    const problem = await server.refused('startEnrollment', { body });
    expect(problem.code).toBe('invalid_request');
    expect(problem.errors?.map((fault) => fault.field)).toContain(field);
  });
});

describe('one more authenticator', () => {
  const update = { action: 'update-user', label: 'Second phone' };

  it('enrolls by a fresh session, and then both apps sign in', async () => {
    const server = await startTestServer();
    const { app, confirmation } = await server.signUp('ada');
    const headers = { authorization: `Bearer ${confirmation.session?.accessToken ?? ''}` };
    const enrollment = await server.call('startEnrollment', { body: update, headers });
    const second = new AuthenticatorApp(enrollment.provisioningUrl);
    const confirmed = await server.call('confirmEnrollment', {
      path: { enrollmentId: enrollment.enrollmentId },
      body: { code: second.codeAt(server.clock.read()) },
    });
    expect(confirmed).toMatchObject({ firstSeen: false });
    expect(confirmed.session).toBeUndefined();
    await server.signIn('ada', app);
    await server.signIn('ada', second);
  });

  it('asks for a session that was verified in the last five minutes', async () => {
    const server = await startTestServer();
    const { confirmation } = await server.signUp('ada');
    const headers = { authorization: `Bearer ${confirmation.session?.accessToken ?? ''}` };
    server.clock.advance({ seconds: 300 });
    const problem = await server.refused('startEnrollment', { body: update, headers });
    expect(problem.code).toBe('session_not_fresh');
  });

  it('is refused without credentials, with an enrollment ID and with a foreign token', async () => {
    const server = await startTestServer();
    const { enrollment } = await start(server, 'ada');
    for (const headers of [
      {},
      { authorization: `Bearer ${enrollment.enrollmentId}` },
      { authorization: 'Bearer a.b.c' },
      { authorization: 'Basic YTpi' },
    ]) {
      const problem = await server.refused('startEnrollment', { body: update, headers });
      expect(problem.code).toBe('unauthenticated');
    }
    const headers = { authorization: 'Ticket ticket_unknown' };
    const problem = await server.refused('startEnrollment', { body: update, headers });
    expect(problem.code).toBe('ticket_invalid');
  });

  it('does not outlive the session that began it', async () => {
    const server = await startTestServer();
    const { confirmation } = await server.signUp('ada');
    const headers = { authorization: `Bearer ${confirmation.session?.accessToken ?? ''}` };
    const enrollment = await server.call('startEnrollment', { body: update, headers });
    await server.call('signOut', { headers });
    const problem = await server.refused('confirmEnrollment', {
      path: { enrollmentId: enrollment.enrollmentId },
      body: { code: new AuthenticatorApp(enrollment.provisioningUrl).codeAt(server.clock.read()) },
    });
    expect(problem.code).toBe('unauthenticated');
  });

  it('enrolls by a ticket, once', async () => {
    const server = await startTestServer();
    const user = await server.call('createUser', {
      body: { loginId: 'ada' },
      headers: asManagement,
    });
    const { ticket, url } = await server.call('createTicket', {
      body: { userId: user.userId, action: 'update-user' },
      headers: asManagement,
    });
    expect(url).toBe(`http://localhost:8787/enroll#ticket=${ticket}`);
    const headers = { authorization: `Ticket ${ticket}` };
    const enrollment = await server.call('startEnrollment', { body: update, headers });
    const app = new AuthenticatorApp(enrollment.provisioningUrl);
    await server.call('confirmEnrollment', {
      path: { enrollmentId: enrollment.enrollmentId },
      body: { code: app.codeAt(server.clock.read()) },
    });
    const again = await server.refused('startEnrollment', { body: update, headers });
    expect(again.code).toBe('ticket_invalid');
    await server.signIn('ada', app);
  });
});
