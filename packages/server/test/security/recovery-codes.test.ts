import { describe, expect } from 'vitest';
import { asBearer } from '../../src/testing/credentials.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer, type TestServer } from '../../src/testing/test-server.ts';

async function signUp(server: TestServer) {
  const { app, confirmation } = await server.signUp('ada');
  const { user, session, recoveryCodes = [] } = confirmation;
  return { app, userId: user.userId, headers: asBearer(session?.accessToken), recoveryCodes };
}

function codeAt(codes: readonly string[], index: number): string {
  const code = codes[index];
  if (code === undefined) throw new Error(`there is no recovery code ${index}`);
  return code;
}

function signIn(server: TestServer, recoveryCode: string) {
  return server.call('verify', { body: { loginId: 'ada', recoveryCode } });
}

async function refusedCode(server: TestServer, recoveryCode: string): Promise<string> {
  const problem = await server.refused('verify', { body: { loginId: 'ada', recoveryCode } });
  return problem.code;
}

/** 120 random bits that nobody was given. */
function wrongCode(index: number): string {
  return `${'0'.repeat(18)}${String(index).padStart(6, '0')}`;
}

describe('a recovery code', () => {
  securityRow('S35', '50 parallel sign-ins with one code give one session', async (row) => {
    const server = await startTestServer({ engine: row.engine, isListening: true });
    const { userId, recoveryCodes } = await signUp(server);
    const body = JSON.stringify({ loginId: 'ada', recoveryCode: codeAt(recoveryCodes, 0) });
    const responses = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        server.fetch('/api/v1/verifications', {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'x-forwarded-for': `198.51.100.${index}`,
          },
          body,
        }),
      ),
    );
    const statuses = responses.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 401)).toHaveLength(49);
    const path = { userId };
    const used = await server.call('listEvents', {
      query: { userId, action: 'recovery_code.used' },
      headers: asManagement,
    });
    expect(used.events).toHaveLength(1);
    const { sessions } = await server.call('listUserSessions', { path, headers: asManagement });
    expect(sessions).toHaveLength(2);
  });

  securityRow('S35', 'typed in lower case with spaces it signs in, once', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { recoveryCodes, headers } = await signUp(server);
    expect(recoveryCodes).toHaveLength(8);
    const code = codeAt(recoveryCodes, 3);
    const typed = code.toLowerCase().replaceAll('-', ' ');
    expect(typed).not.toBe(code);
    const { session, user } = await signIn(server, typed);
    expect(user.loginId).toBe('ada');
    await server.call('getSession', { headers: asBearer(session?.accessToken) });
    const { recoveryCodesLeft } = await server.call('listOwnAuthenticators', { headers });
    expect(recoveryCodesLeft).toBe(7);
    for (const spelling of [typed, code, code.replaceAll('-', '')]) {
      expect(await refusedCode(server, spelling)).toBe('invalid_code');
    }
  });

  securityRow('S35', 'each of the set works, and the count goes down', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { userId, recoveryCodes } = await signUp(server);
    for (const [index, code] of recoveryCodes.entries()) {
      await signIn(server, code);
      const user = await server.call('getUser', { path: { userId }, headers: asManagement });
      expect(user.recoveryCodesLeft).toBe(7 - index);
    }
  });

  securityRow('S35', 'a new set ends the old one', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { recoveryCodes: before, headers } = await signUp(server);
    await signIn(server, codeAt(before, 0));
    const { recoveryCodes: after } = await server.call('renewOwnRecoveryCodes', { headers });
    expect(new Set([...before, ...after]).size).toBe(16);
    for (const code of before) expect(await refusedCode(server, code)).toBe('invalid_code');
    const left = await server.call('listOwnAuthenticators', { headers });
    expect(left.recoveryCodesLeft).toBe(8);
    await signIn(server, codeAt(after, 0));
  });

  securityRow('S35', 'is of no use to another user', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { recoveryCodes } = await signUp(server);
    await server.signUp('mallory');
    const problem = await server.refused('verify', {
      body: { loginId: 'mallory', recoveryCode: codeAt(recoveryCodes, 0) },
    });
    expect(problem.code).toBe('invalid_code');
    await signIn(server, codeAt(recoveryCodes, 0));
  });

  securityRow('S35', 'wrong ones from elsewhere burn nothing of the user’s', async (row) => {
    const { engine, count } = row;
    const server = await startTestServer({ engine, isListening: true });
    const { app, recoveryCodes, userId } = await signUp(server);
    const attempts = count({ full: 1000, reduced: 100 });
    for (let index = 0; index < attempts; index += 1) {
      const problem = await server.refused('verify', {
        body: { loginId: 'ada', recoveryCode: wrongCode(index) },
        headers: { 'x-forwarded-for': `203.0.113.${Math.floor(index / 20)}` },
      });
      expect(problem.code).toBe('invalid_code');
    }
    const user = await server.call('getUser', { path: { userId }, headers: asManagement });
    expect(user).toMatchObject({ recoveryCodesLeft: 8 });
    expect(user.waitingUntil).toBeUndefined();
    await signIn(server, codeAt(recoveryCodes, 0));
    await server.signIn('ada', app);
  });
});
