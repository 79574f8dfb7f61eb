import { describe, expect, it } from 'vitest';
import { askKit, mountKit, type Ask } from '../testing/mounted-kit.ts';
import { managementKey } from '../testing/test-server.ts';

const base = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
};

const api = { ...base, 'cache-control': 'no-store' };

const open = {
  ...base,
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
};

const page = {
  ...base,
  'content-security-policy': expect.stringMatching(
    /script-src 'self'.*frame-ancestors 'none'; require-trusted-types-for 'script'/,
  ) as string,
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': expect.stringMatching(/camera=\(\), .*microphone=\(\)/) as string,
};

const withKey = { authorization: `Bearer ${managementKey}` };
const preflight = { origin: 'https://app.example', 'access-control-request-method': 'POST' };

/** Every kind of answer there is. */
const kinds: readonly (readonly [
  kind: string,
  request: string,
  headers: Record<string, string>,
  status: number,
  expected: object,
])[] = [
  ['an answer of the API', 'GET /api/v1/settings', {}, 200, api],
  ['its problem document', 'GET /api/v1/session', {}, 401, api],
  ['what is not there', 'GET /api/v1/nothing', {}, 404, api],
  ['another method', 'PUT /api/v1/session', {}, 404, api],
  ['a body that is none', 'POST /api/v1/verifications', {}, 415, api],
  ['a preflight', 'OPTIONS /api/v1/verifications', preflight, 204, api],
  ['management', 'GET /api/v1/manage/users', withKey, 200, api],
  ['management without a key', 'GET /api/v1/manage/users', {}, 401, api],
  ['the console’s API', 'GET /console/api/v1/manage/users', {}, 401, api],
  ['the console', 'GET /console/users', {}, 200, page],
  ['the page of tickets', 'GET /enroll', {}, 200, page],
  ['its script', 'GET /enroll/enroll.js', {}, 200, page],
  ['its redirect', 'GET /enroll/', {}, 308, page],
  ['the bundle', 'GET /totp-kit.js', {}, 200, open],
  ['the bundle’s head', 'HEAD /totp-kit.js', {}, 200, open],
  ['a chunk that is not there', 'GET /totp-kit/nothing.js', {}, 404, open],
  ['the signing keys', 'GET /.well-known/jwks.json', {}, 200, open],
  ['the description', 'GET /openapi.json', {}, 200, open],
  ['health', 'GET /healthz', {}, 200, open],
  ['readiness', 'GET /readyz', {}, 200, api],
  ['the root', 'GET /', {}, 404, api],
  ['a path that is not plain', 'GET /%61', {}, 404, api],
];

async function askAt(publicUrl: string): Promise<Ask> {
  const { kit } = await mountKit({
    TOTP_KIT_PUBLIC_URL: publicUrl,
    TOTP_KIT_ORIGINS: 'https://app.example',
  });
  return askKit(kit);
}

describe('security headers', () => {
  it('fit every kind of answer', async () => {
    const ask = await askAt('https://auth.example');
    for (const [kind, requestLine, headers, status, expected] of kinds) {
      const [method = '', path = ''] = requestLine.split(' ');
      const response = await ask(path, { method, headers });
      expect([kind, response.status]).toEqual([kind, status]);
      const given = Object.fromEntries(response.headers);
      expect({ kind, ...given }).toMatchObject({
        kind,
        ...expected,
        'strict-transport-security': 'max-age=31536000',
      });
      const unwanted = ['server', 'x-powered-by', 'access-control-allow-credentials'];
      expect([kind, unwanted.filter((name) => name in given)]).toEqual([kind, []]);
    }
  });

  it.each([
    ['https://shop.example/auth', '/auth/healthz'],
    ['https://shop.example/auth', '/healthz'],
    ['http://localhost:8787', '/healthz'],
    ['https://localhost', '/healthz'],
    ['https://shop.example:8443', '/healthz'],
  ])('at %s leave to the site how %s is reached', async (publicUrl, path) => {
    const response = await (await askAt(publicUrl))(path);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.has('strict-transport-security')).toBe(false);
  });

  it('let a file that has not changed be what it was', async () => {
    const ask = await askAt('https://auth.example');
    const etag = (await ask('/totp-kit.js')).headers.get('etag') ?? '';
    const again = await ask('/totp-kit.js', { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    expect(Object.fromEntries(again.headers)).toMatchObject(open);
  });
});
