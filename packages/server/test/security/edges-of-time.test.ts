import { describe, expect } from 'vitest';
import { hashToken } from '../../src/core/tokens.ts';
import { Keyring } from '../../src/keyring/keyring.ts';
import { sealContexts } from '../../src/core/sealed-kinds.ts';
import { claimsOf } from '../../src/testing/credentials.ts';
import { runSql } from '../../src/testing/run-sql.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { startTestServer, testKeys, type TestServer } from '../../src/testing/test-server.ts';

/** The key of RFC 4226 appendix D and RFC 6238 appendix B. */
const rfcKey = Buffer.from('12345678901234567890', 'ascii');

/** RFC 4226 appendix D: the codes of the counters 0 to 9. */
const hotpCodes = [
  '755224',
  '287082',
  '359152',
  '969429',
  '338314',
  '254676',
  '287922',
  '162583',
  '399871',
  '520489',
];

/** RFC 6238 appendix B, SHA1: seconds and the last six of the eight digits. */
const totpCodes = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const;

const strict = { TOTP_KIT_WINDOW: '0' };
const stepMs = 30_000;

function setClock({ clock }: TestServer, timestampMs: number): void {
  clock.advance({ ms: timestampMs - clock.read() });
}

/** Signs up with the key of the RFCs, which takes the place of the one that the server made. */
async function signUpWithRfcKey(server: TestServer, code: string): Promise<void> {
  const body = { action: 'sign-up', loginId: 'ada' };
  const { enrollmentId } = await server.call('startEnrollment', { body });
  const hash = hashToken(enrollmentId);
  const [id = '', bytes = ''] = testKeys.split(':');
  const keyring = new Keyring([{ id, bytes: Buffer.from(bytes, 'base64') }]);
  const sealed = keyring.seal(rfcKey, sealContexts.enrollment(hash));
  const change = `UPDATE enrollments SET sealed_key = '${sealed}' WHERE enrollment_hash = '${hash}'`;
  await runSql(server.databaseUrl, change);
  await server.call('confirmEnrollment', { path: { enrollmentId }, body: { code } });
}

/** Whether a code signs somebody in at a time. */
async function isTaken(
  server: TestServer,
  at: number,
  given: { readonly loginId: string; readonly code: string },
): Promise<boolean> {
  setClock(server, at);
  const response = await server.fetch('/api/v1/verifications', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(given),
  });
  expect([200, 401]).toContain(response.status);
  return response.status === 200;
}

describe('the edges of time', () => {
  securityRow('S47', 'the vectors of RFC 4226, step by step from 1970', async ({ engine }) => {
    const server = await startTestServer({ engine, environment: strict });
    setClock(server, 0);
    const [first = '', ...codes] = hotpCodes;
    await signUpWithRfcKey(server, first);
    for (const [index, code] of codes.entries()) {
      const at = (index + 1) * stepMs;
      expect(await isTaken(server, at, { loginId: 'ada', code })).toBe(true);
      expect(await isTaken(server, at, { loginId: 'ada', code })).toBe(false);
    }
  });

  securityRow('S47', 'the vectors of RFC 6238, up to the year 2603', async ({ engine }) => {
    const server = await startTestServer({ engine, environment: strict });
    const [[seconds, first], ...rest] = totpCodes;
    setClock(server, seconds * 1000);
    await signUpWithRfcKey(server, first);
    for (const [at, code] of rest) {
      expect(await isTaken(server, at * 1000, { loginId: 'ada', code })).toBe(true);
      expect(await isTaken(server, at * 1000, { loginId: 'ada', code })).toBe(false);
    }
  });

  securityRow('S47', 'begins in 1970 with a window, too', async ({ engine }) => {
    const server = await startTestServer({ engine });
    setClock(server, 0);
    const { app } = await server.signUp('ada');
    expect(await isTaken(server, 1, { loginId: 'ada', code: app.codeAt(stepMs) })).toBe(true);
  });

  securityRow('S47', 'goes on past 2038 and 2106', async ({ engine }) => {
    const server = await startTestServer({ engine });
    // 2^31 and 2^32 seconds, and 2^31 and 2^32 steps.
    for (const seconds of [2 ** 31, 2 ** 32, 2 ** 31 * 30, 2 ** 32 * 30]) {
      const edge = seconds * 1000;
      const loginId = `of ${seconds}`;
      setClock(server, edge - 1);
      const { app, confirmation } = await server.signUp(loginId);
      const used = app.codeAt(edge - 1);
      expect(await isTaken(server, edge, { loginId, code: used })).toBe(false);
      const { session } = await server.signIn(loginId, app);
      const { iat, exp } = claimsOf(session?.accessToken);
      expect(iat).toBe(Math.floor(server.clock.read() / 1000));
      expect(exp).toBe(Number(iat) + 600);
      expect(confirmation.session?.expiresAt).toBe(new Date(edge - 1 + 600_000).toISOString());
      const { refreshToken } = session ?? {};
      await server.call('refreshSession', { body: { refreshToken } });
    }
  });

  for (const [window, words] of [
    [0, 'for its step alone'],
    [1, 'one step more either side'],
  ] as const) {
    securityRow('S47', `a code lives ${words}, to the millisecond`, async ({ engine }) => {
      const environment = { TOTP_KIT_WINDOW: String(window) };
      const server = await startTestServer({ engine, environment });
      const signedUp = server.clock.read();
      const early = await server.signUp('early');
      const late = await server.signUp('late');
      const begins = signedUp + 10 * stepMs;
      const firstMs = begins - window * stepMs;
      const lastMs = begins + (window + 1) * stepMs - 1;
      const give = (loginId: 'early' | 'late', at: number) => {
        const { app } = loginId === 'early' ? early : late;
        return isTaken(server, at, { loginId, code: app.codeAt(begins) });
      };
      expect(await give('early', firstMs - 1)).toBe(false);
      expect(await give('early', firstMs)).toBe(true);
      expect(await give('late', lastMs + 1)).toBe(false);
      expect(await give('late', lastMs)).toBe(true);
    });
  }
});
