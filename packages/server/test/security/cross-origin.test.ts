import { operations, type Operation } from '@totp-kit/protocol';
import { describe, expect, it } from 'vitest';
import { askKit, mountKit, type Ask } from '../../src/testing/mounted-kit.ts';
import { securityRowOnce } from '../../src/testing/security-rows.ts';
import { asManagement } from '../../src/testing/test-server.ts';

const allowed = 'https://app.example';
const own = 'https://auth.example';

/** Origins that are not the allowed one, however near. */
const hostileOrigins = [
  'null',
  'https://app.example.evil.test',
  'https://evil-app.example',
  'http://app.example',
  'https://app.example:8443',
  'https://APP.example',
  'https://app.example.',
  'https://ada@app.example',
  'https://app.example/',
  'https://app.example, https://evil.test',
  'https://evil.test',
  '*',
];

const all = Object.values<Operation>(operations);
const isPublic = ({ callers }: Operation): boolean =>
  !callers.some((caller) => ['management', 'administrator', 'invitation'].includes(caller));
const publicOperations = all.filter(
  (operation) => isPublic(operation) && !operation.path.startsWith('/console'),
);
const others = all.filter((operation) => !publicOperations.includes(operation));

interface Asked {
  readonly method: string;
  readonly path: string;
}

function requestOf({ method, path }: Operation, prefix = ''): Asked {
  return { method: method.toUpperCase(), path: `${prefix}${path.replace(/\{\w+\}/g, 'x')}` };
}

function preflightOf({ method }: Asked): Record<string, string> {
  return {
    'access-control-request-method': method,
    'access-control-request-headers': 'authorization, content-type',
  };
}

/** What an answer, and that to its preflight, say of other origins. */
async function corsHeaders(ask: Ask, asked: Asked, origin: string): Promise<readonly string[]> {
  const { method, path } = asked;
  const preflight = { origin, ...preflightOf(asked) };
  const answers = [
    await ask(path, { method: 'OPTIONS', headers: preflight }),
    await ask(path, { method: 'OPTIONS', headers: { ...preflight, ...asManagement } }),
    await ask(path, { method, headers: { origin } }),
    await ask(path, { method, headers: { origin, ...asManagement } }),
  ];
  return answers.flatMap(({ headers }) =>
    [...headers.keys()].filter((name) => name.startsWith('access-control-')),
  );
}

async function makeAsk(): Promise<Ask> {
  const { kit } = await mountKit({ TOTP_KIT_PUBLIC_URL: own, TOTP_KIT_ORIGINS: allowed });
  return askKit(kit);
}

describe('a page of another origin', () => {
  securityRowOnce('S32', 'that is not allowed gets no header, on any route', async () => {
    const ask = await makeAsk();
    const routes = [
      ...publicOperations.map((operation) => requestOf(operation)),
      ...others.flatMap((operation) => [requestOf(operation), requestOf(operation, '/console')]),
      ...['/readyz', '/enroll', '/console', '/console/users', '/api/v1/nothing', '/'].map(
        (path) => ({ method: 'GET', path }),
      ),
    ];
    expect(routes.length).toBeGreaterThan(60);
    for (const origin of hostileOrigins) {
      for (const asked of routes) {
        const found = await corsHeaders(ask, asked, origin);
        expect([origin, asked, found]).toEqual([origin, asked, []]);
      }
    }
  });

  securityRowOnce('S32', 'that is allowed is named exactly, and never manages', async () => {
    const ask = await makeAsk();
    for (const origin of [allowed, own]) {
      for (const operation of publicOperations) {
        const asked = requestOf(operation);
        const { method, path } = asked;
        const preflight = await ask(path, {
          method: 'OPTIONS',
          headers: { origin, ...preflightOf(asked) },
        });
        const answer = await ask(path, { method, headers: { origin } });
        expect(preflight.status).toBe(204);
        expect(preflight.headers.get('access-control-allow-methods')).toContain(method);
        for (const { headers } of [preflight, answer]) {
          expect([path, headers.get('access-control-allow-origin')]).toEqual([path, origin]);
          expect(headers.get('vary')).toContain('Origin');
          expect(headers.has('access-control-allow-credentials')).toBe(false);
        }
      }
      for (const operation of others) {
        for (const prefix of ['', '/console']) {
          const asked = requestOf(operation, prefix);
          expect([asked, await corsHeaders(ask, asked, origin)]).toEqual([asked, []]);
        }
      }
    }
  });

  securityRowOnce('S32', 'may load what is public, without credentials', async () => {
    const ask = await makeAsk();
    for (const path of ['/healthz', '/openapi.json', '/.well-known/jwks.json', '/totp-kit.js']) {
      const { status, headers } = await ask(path, { headers: { origin: 'https://evil.test' } });
      expect([path, status]).toEqual([path, 200]);
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.has('access-control-allow-credentials')).toBe(false);
    }
  });
});

describe('the operations', () => {
  it('are told apart by who may call them', () => {
    expect(publicOperations.length).toBeGreaterThan(15);
    expect(others.every(({ path }) => /^\/(?:api\/v1\/manage|console)\//.test(path))).toBe(true);
  });
});
