import { describe, expect, it } from 'vitest';
import { ownOrigin, startTestServer, type TestServer } from '../testing/test-server.ts';

function bearer(token: string | undefined) {
  return { authorization: `Bearer ${token ?? ''}` };
}

async function signedUp(server: TestServer) {
  const { confirmation } = await server.signUp('ada');
  const { session } = confirmation;
  if (!session?.accessToken || !session.refreshToken) throw new Error('no tokens');
  return { accessToken: session.accessToken, refreshToken: session.refreshToken };
}

describe('a session', () => {
  it('says whose it is and until when', async () => {
    const server = await startTestServer();
    const { accessToken } = await signedUp(server);
    const { user, session } = await server.call('getSession', { headers: bearer(accessToken) });
    expect(user.loginId).toBe('ada');
    const now = server.clock.read();
    expect(Date.parse(session.expiresAt) - now).toBe(600_000);
    expect(Date.parse(session.freshUntil) - now).toBe(300_000);
    expect(Date.parse(session.refreshExpiresAt) - now).toBe(7 * 86_400_000);
  });

  it('ends with its access token and goes on by its refresh token', async () => {
    const server = await startTestServer();
    const { accessToken, refreshToken } = await signedUp(server);
    server.clock.advance({ seconds: 600 });
    const ended = await server.refused('getSession', { headers: bearer(accessToken) });
    expect(ended.code).toBe('unauthenticated');
    const { session } = await server.call('refreshSession', { body: { refreshToken } });
    expect(session.refreshToken).not.toBe(refreshToken);
    await server.call('getSession', { headers: bearer(session.accessToken) });
  });

  it('gives the same successor to a repeat, and ends when an old refresh token comes back', async () => {
    const server = await startTestServer();
    const { accessToken, refreshToken } = await signedUp(server);
    const first = await server.call('refreshSession', { body: { refreshToken } });
    const repeat = await server.call('refreshSession', { body: { refreshToken } });
    expect(repeat.session.refreshToken).toBe(first.session.refreshToken);
    server.clock.advance({ seconds: 11 });
    await server.refused('refreshSession', { body: { refreshToken } });
    await server.refused('getSession', { headers: bearer(accessToken) });
    await server.refused('refreshSession', { body: { refreshToken: first.session.refreshToken } });
  });

  it.each(['access', 'refresh'] as const)('ends at once by its %s token', async (kind) => {
    const server = await startTestServer();
    const { accessToken, refreshToken } = await signedUp(server);
    await server.call('signOut', {
      headers: bearer(kind === 'access' ? accessToken : refreshToken),
    });
    await server.refused('getSession', { headers: bearer(accessToken) });
    await server.refused('refreshSession', { body: { refreshToken } });
  });

  it('ends everywhere when asked to', async () => {
    const server = await startTestServer();
    const { app, confirmation } = await server.signUp('ada');
    const { session } = await server.signIn('ada', app);
    await server.call('signOut', {
      query: { everywhere: 'true' },
      headers: bearer(session?.accessToken),
    });
    await server.refused('getSession', { headers: bearer(confirmation.session?.accessToken) });
  });

  it('is not had by a refresh token, a ticket, or nothing', async () => {
    const server = await startTestServer();
    const { refreshToken } = await signedUp(server);
    for (const headers of [{}, bearer(refreshToken), { authorization: 'Ticket abc' }]) {
      const problem = await server.refused('getSession', { headers });
      expect(problem.code).toBe('unauthenticated');
    }
  });
});

describe('a session on a page of the server’s own origin', () => {
  const ownPage = { origin: ownOrigin };

  async function signUpOnOwnPage(server: TestServer) {
    const { app } = await server.signUp('ada');
    server.clock.advance({ steps: 1 });
    const response = await server.fetch('/api/v1/verifications', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...ownPage },
      body: JSON.stringify({ loginId: 'ada', code: app.codeAt(server.clock.read()) }),
    });
    const setCookies = response.headers.getSetCookie();
    const cookie = setCookies.map((text) => text.split(';')[0]).join('; ');
    return { body: await response.text(), setCookies, cookie };
  }

  it('keeps its tokens in HttpOnly cookies and leaves them out of the body', async () => {
    const server = await startTestServer();
    const { body, setCookies } = await signUpOnOwnPage(server);
    expect(body).not.toMatch(/accessToken|refreshToken/);
    expect(setCookies).toHaveLength(2);
    for (const text of setCookies) expect(text).toMatch(/; Path=\/;.*HttpOnly; SameSite=Strict/);
  });

  it('uses __Host- cookies on https', async () => {
    const server = await startTestServer({
      environment: { TOTP_KIT_PUBLIC_URL: 'https://auth.example.com' },
    });
    const { app } = await server.signUp('ada');
    server.clock.advance({ steps: 1 });
    const response = await server.fetch('/api/v1/verifications', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://auth.example.com' },
      body: JSON.stringify({ loginId: 'ada', code: app.codeAt(server.clock.read()) }),
    });
    for (const text of response.headers.getSetCookie()) expect(text).toMatch(/^__Host-.*; Secure/);
  });

  it('is read, refreshed and ended by its cookies', async () => {
    const server = await startTestServer();
    const { cookie } = await signUpOnOwnPage(server);
    const headers = { cookie, 'sec-fetch-site': 'same-origin' };
    await server.call('getSession', { headers });
    const { session } = await server.call('refreshSession', { body: {}, headers });
    expect(session).not.toHaveProperty('refreshToken');
    await server.call('signOut', { headers });
    await server.refused('getSession', { headers });
  });

  it('is not had by its cookies from anywhere else', async () => {
    const server = await startTestServer({
      environment: { TOTP_KIT_ORIGINS: 'https://shop.example' },
    });
    const { cookie } = await signUpOnOwnPage(server);
    for (const headers of [
      { cookie },
      { cookie, 'sec-fetch-site': 'cross-site' },
      { cookie, 'sec-fetch-site': 'same-site' },
      { cookie, origin: 'https://shop.example' },
      { cookie, origin: 'null' },
    ]) {
      const problem = await server.refused('getSession', { headers });
      expect(problem.code).toBe('unauthenticated');
    }
  });
});
