import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { startTestServer } from '../testing/test-server.ts';

describe('signing in', () => {
  it('gives a session whose token checks out against the JWKS', async () => {
    const server = await startTestServer();
    const { app } = await server.signUp('ada');
    const { session, user } = await server.signIn('Ada', app);
    const [header = '', claims = '', signature = ''] = (session?.accessToken ?? '').split('.');
    const jwks = (await (await server.fetch('/.well-known/jwks.json')).json()) as {
      keys: (JsonWebKey & { kid: string })[];
    };
    const { kid, alg, typ } = decode(header);
    expect({ alg, typ }).toEqual({ alg: 'ES256', typ: 'totp-session+jwt' });
    const jwk = jwks.keys.find((key) => key.kid === kid);
    if (jwk === undefined) throw new Error('the signing key is not in the JWKS');
    expect(jwk).not.toHaveProperty('d');
    const isSigned = verify(
      'sha256',
      Buffer.from(`${header}.${claims}`),
      { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    );
    expect(isSigned).toBe(true);
    expect(decode(claims)).toMatchObject({
      iss: 'http://localhost:8787',
      sub: user.userId,
      amr: ['otp'],
      login_id: 'ada',
      login_id_verified: false,
    });
  });

  it('accepts a code once: two hundred parallel requests, one session', async () => {
    const server = await startTestServer();
    const { app } = await server.signUp('ada');
    server.clock.advance({ steps: 1 });
    const body = JSON.stringify({ loginId: 'ada', code: app.codeAt(server.clock.read()) });
    const responses = await Promise.all(
      Array.from({ length: 200 }, () =>
        server.fetch('/api/v1/verifications', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        }),
      ),
    );
    const statuses = responses.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.every((status) => [200, 401, 429].includes(status))).toBe(true);
  });

  it('refuses the code that confirmed the sign-up', async () => {
    const server = await startTestServer();
    const { app } = await server.signUp('ada');
    const code = app.codeAt(server.clock.read());
    const problem = await server.refused('verify', { body: { loginId: 'ada', code } });
    expect(problem.code).toBe('invalid_code');
  });

  it('answers alike for a wrong code and for a login ID that nobody has, waiting included', async () => {
    const server = await startTestServer();
    const { app } = await server.signUp('ada');
    const code = app.wrongCodeAt(server.clock.read());
    const answers = async (loginId: string) => {
      const seen: unknown[] = [];
      for (let attempt = 1; attempt <= 7; attempt += 1) {
        const response = await server.fetch('/api/v1/verifications', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ loginId, code }),
        });
        const body = (await response.json()) as Record<string, unknown>;
        const headers = Object.fromEntries(response.headers);
        seen.push({
          status: response.status,
          headers: { ...headers, 'x-request-id': '' },
          body: { ...body, requestId: '' },
        });
      }
      return seen;
    };
    const known = await answers('ada');
    expect(await answers('nobody')).toEqual(known);
    expect(known.at(-1)).toMatchObject({ status: 429, body: { retryAfter: 30 } });
  });

  it('lets a user in again when the wait is over', async () => {
    const server = await startTestServer();
    const { app } = await server.signUp('ada');
    const code = app.wrongCodeAt(server.clock.read());
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await server.refused('verify', { body: { loginId: 'ada', code } });
    }
    server.clock.advance({ seconds: 29 });
    const waiting = await server.refused('verify', {
      body: { loginId: 'ada', code: app.codeAt(server.clock.read()) },
    });
    expect(waiting).toMatchObject({ code: 'too_many_attempts', retryAfter: 1 });
    server.clock.advance({ seconds: 1 });
    await server.call('verify', {
      body: { loginId: 'ada', code: app.codeAt(server.clock.read()) },
    });
  });

  it.each([
    123456,
    ['123456'],
    { $gt: '' },
    null,
    true,
    '',
    '12345',
    '1234567',
    '123 456',
    ' 123456',
    '123456\n',
    '１２３４５６',
    '١٢٣٤٥٦',
    '1e5000',
    '12345\u0000',
    '-12345',
    '0x1234',
  ])('refuses the code %j before anything is compared or charged', async (code) => {
    const server = await startTestServer();
    const problem = await server.refused('verify', { body: { loginId: 'ada', code } });
    expect(problem).toMatchObject({ code: 'invalid_request', errors: [{ field: 'code' }] });
  });
});

function decode(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>;
}
