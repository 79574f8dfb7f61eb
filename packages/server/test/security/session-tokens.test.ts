import { describe, expect } from 'vitest';
import { asBearer } from '../../src/testing/credentials.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer, type TestServer } from '../../src/testing/test-server.ts';

async function signUp(server: TestServer) {
  const { app, confirmation } = await server.signUp('ada');
  const { userId } = confirmation.user;
  const { accessToken = '', refreshToken = '' } = confirmation.session ?? {};
  return { app, userId, accessToken, refreshToken };
}

async function refresh(server: TestServer, refreshToken: string): Promise<string> {
  const { session } = await server.call('refreshSession', { body: { refreshToken } });
  return session.refreshToken ?? '';
}

async function reuses(server: TestServer, userId: string): Promise<number> {
  const { events } = await server.call('listEvents', {
    query: { action: 'session.reused', userId },
    headers: asManagement,
  });
  return events.length;
}

describe('a refresh token is rotated once', () => {
  securityRow('S34', '50 parallel refreshes get one successor, which works', async (row) => {
    const server = await startTestServer({ engine: row.engine, isListening: true });
    const { userId, refreshToken } = await signUp(server);
    const successors = await Promise.all(
      Array.from({ length: 50 }, () => refresh(server, refreshToken)),
    );
    const [successor = ''] = successors;
    expect(new Set(successors)).toEqual(new Set([successor]));
    expect(successor).not.toBe(refreshToken);
    await refresh(server, successor);
    expect(await reuses(server, userId)).toBe(0);
  });

  securityRow('S34', 'a repeat within 10 s is no reuse, one after it is', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { userId, refreshToken } = await signUp(server);
    const successor = await refresh(server, refreshToken);
    server.clock.advance({ seconds: 10 });
    expect(await refresh(server, refreshToken)).toBe(successor);
    expect(await reuses(server, userId)).toBe(0);
    server.clock.advance({ ms: 1 });
    await server.refused('refreshSession', { body: { refreshToken } });
    expect(await reuses(server, userId)).toBe(1);
  });

  securityRow('S34', 'a reuse ends the whole family and no other', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { app, userId, accessToken, refreshToken } = await signUp(server);
    const other = (await server.signIn('ada', app)).session;
    const second = await refresh(server, refreshToken);
    const third = await refresh(server, second);
    server.clock.advance({ seconds: 11 });
    const reused = await server.refused('refreshSession', { body: { refreshToken } });
    expect(reused.code).toBe('unauthenticated');
    for (const token of [refreshToken, second, third]) {
      await server.refused('refreshSession', { body: { refreshToken: token } });
    }
    await server.refused('getSession', { headers: asBearer(accessToken) });
    await server.call('getSession', { headers: asBearer(other?.accessToken) });
    await refresh(server, other?.refreshToken ?? '');
    expect(await reuses(server, userId)).toBe(1);
  });

  securityRow('S34', '50 parallel reuses end the family once, and recorded once', async (row) => {
    const server = await startTestServer({ engine: row.engine, isListening: true });
    const { userId, refreshToken } = await signUp(server);
    const successor = await refresh(server, refreshToken);
    server.clock.advance({ seconds: 11 });
    const body = { refreshToken };
    const refusals = await Promise.all(
      Array.from({ length: 50 }, () => server.refused('refreshSession', { body })),
    );
    expect(new Set(refusals.map(({ code }) => code))).toEqual(new Set(['unauthenticated']));
    await server.refused('refreshSession', { body: { refreshToken: successor } });
    expect(await reuses(server, userId)).toBe(1);
  });

  securityRow('S34', 'a token that signs out too late is a reuse, too', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { userId, accessToken, refreshToken } = await signUp(server);
    await refresh(server, refreshToken);
    server.clock.advance({ seconds: 11 });
    await server.refused('signOut', { headers: asBearer(refreshToken) });
    await server.refused('getSession', { headers: asBearer(accessToken) });
    expect(await reuses(server, userId)).toBe(1);
  });
});
