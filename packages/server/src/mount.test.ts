import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { mount } from 'hono/mount';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { describe, expect, it } from 'vitest';
import type { TotpKit } from './index.ts';
import { json } from './testing/attempts.ts';
import { listenOnLoopback } from './testing/listen-on-loopback.ts';
import { askAt, mountKit, signUpAt, type Ask } from './testing/mounted-kit.ts';
import { engines } from './testing/test-databases.ts';
import { asManagement } from './testing/test-server.ts';

const own = { origin: 'https://shop.example', 'sec-fetch-site': 'same-origin' };

/** Asks a server without a socket, from one address. */
function askKit(kit: TotpKit, clientAddress = '192.0.2.7'): Ask {
  return (path, init) =>
    kit.fetch(new Request(`https://shop.example${path}`, init), { clientAddress });
}

/** Serves a Hono site on a free loopback port until the test is over. */
async function serveHono(site: Hono<{ Bindings: HttpBindings }>): Promise<Ask> {
  const server = createAdaptorServer({ fetch: site.fetch, overrideGlobalObjects: false });
  return askAt(await listenOnLoopback(server));
}

describe('a server below a path', () => {
  it.each(engines)('issues and takes tokens in the name of its whole URL on %s', async (engine) => {
    const { kit, clock } = await mountKit({}, engine);
    const ask = askKit(kit);
    const { confirmation } = await signUpAt(ask, { clock });
    const accessToken = confirmation.session?.accessToken ?? '';
    const jwks = (await (await ask('/auth/.well-known/jwks.json')).json()) as JSONWebKeySet;
    const { payload } = await jwtVerify(accessToken, createLocalJWKSet(jwks), {
      issuer: 'https://shop.example/auth',
      audience: 'https://shop.example/auth',
      currentDate: new Date(clock.read()),
    });
    expect(payload.sub).toBe(confirmation.user.userId);
    const headers = { authorization: `Bearer ${accessToken}` };
    expect((await ask('/auth/api/v1/session', { headers })).status).toBe(200);
  });

  it('gives pages of its origin cookies that are called after the path', async () => {
    const { kit, clock } = await mountKit();
    const ask = askKit(kit);
    const { response, confirmation } = await signUpAt(ask, { clock, headers: own });
    expect(confirmation.session?.accessToken).toBeUndefined();
    const cookies = response.headers.getSetCookie();
    expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual([
      '__Host-totp-kit-auth-access',
      '__Host-totp-kit-auth-refresh',
    ]);
    for (const cookie of cookies)
      expect(cookie).toMatch(/; Path=\/; .*HttpOnly; Secure; SameSite=Strict$/);
    const cookie = cookies.map((text) => text.split(';')[0]).join('; ');
    const session = await ask('/auth/api/v1/session', { headers: { ...own, cookie } });
    expect(session.status).toBe(200);
    const elsewhere = { origin: 'https://shop.example.evil', cookie };
    expect((await ask('/auth/api/v1/session', { headers: elsewhere })).status).toBe(401);
  });

  it('lets pages of its origin in, and names its path in everything that it hands out', async () => {
    const { kit } = await mountKit();
    const ask = askKit(kit);
    const settings = await ask('/auth/api/v1/settings', { headers: own });
    expect(settings.headers.get('access-control-allow-origin')).toBe('https://shop.example');

    const ticket = await ask(
      '/auth/api/v1/manage/tickets',
      json(
        { loginId: 'ada', action: 'update-user', returnUrl: 'https://shop.example/account' },
        asManagement,
      ),
    );
    expect(ticket.status, await ticket.clone().text()).toBe(201);
    expect(await ticket.json()).toMatchObject({
      url: expect.stringMatching(/^https:\/\/shop\.example\/auth\/enroll#ticket=/) as string,
    });
    expect(await kit.inviteFirstAdministrator()).toMatch(
      /^https:\/\/shop\.example\/auth\/console\/join#first=/,
    );
    expect(await (await ask('/auth/openapi.json')).json()).toMatchObject({
      servers: [{ url: 'https://shop.example/auth' }],
    });
  });

  it.each([
    ['/auth/healthz', 'application/json'],
    ['/auth/readyz', 'application/json'],
    ['/auth/.well-known/jwks.json', 'application/json'],
    ['/auth/totp-kit.js', 'text/javascript; charset=utf-8'],
    ['/auth/totp-kit-headless.js', 'text/javascript; charset=utf-8'],
    ['/auth/totp-kit-users.js', 'text/javascript; charset=utf-8'],
    ['/auth/enroll', 'text/html; charset=utf-8'],
    ['/auth/enroll/enroll.js', 'text/javascript; charset=utf-8'],
    ['/auth/console', 'text/html; charset=utf-8'],
    ['/auth/console/users', 'text/html; charset=utf-8'],
  ])('has %s', async (path, contentType) => {
    const { kit } = await mountKit();
    const response = await askKit(kit)(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(contentType);
    const mayDoSomething = contentType.startsWith('text/html') || path.includes('/enroll');
    const policy = response.headers.get('content-security-policy');
    expect(policy?.includes("script-src 'self'")).toBe(mayDoSomething);
  });

  it('leads from /auth/enroll/ to the page', async () => {
    const { kit } = await mountKit();
    const response = await askKit(kit)('/auth/enroll/');
    expect([response.status, response.headers.get('location')]).toEqual([308, '../enroll']);
  });

  it('writes its path into the console’s document, whose files are there', async () => {
    const { kit } = await mountKit();
    const ask = askKit(kit);
    const text = await (await ask('/auth/console/events')).text();
    const files = [...text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, file = '']) => file);
    expect(files).not.toHaveLength(0);
    expect(text).not.toMatch(/"\.?\/(?:console|assets)/);
    for (const file of files) {
      expect(file).toMatch(/^\/auth\/console\/assets\//);
      expect((await ask(file)).status).toBe(200);
    }
  });

  it.each(['/', '/healthz', '/api/v1/settings', '/authority', '/Auth/healthz', '/auth2/healthz'])(
    'says at %s where it is',
    async (path) => {
      const { kit } = await mountKit();
      const response = await askKit(kit)(path);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(await response.json()).toMatchObject({
        code: 'not_found',
        detail: expect.stringContaining('totp-kit is mounted at /auth,') as string,
        requestId: response.headers.get('x-request-id'),
      });
    },
  );

  it.each(['/auth', '/auth/', '/auth/nothing', '/auth/%68ealthz', '/%61uth/healthz'])(
    'has nothing at %s',
    async (path) => {
      const { kit } = await mountKit();
      const response = await askKit(kit)(path);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: 'not_found' });
    },
  );

  it('has nothing of the management side at the path’s edge', async () => {
    const { kit } = await mountKit();
    const ask = askKit(kit);
    for (const path of ['/api/v1/manage/users', '/auth/auth/api/v1/manage/users']) {
      expect((await ask(path, { headers: asManagement })).status).toBe(404);
    }
    expect((await ask('/auth/api/v1/manage/users', { headers: asManagement })).status).toBe(200);
    expect((await ask('/auth/api/v1/manage/users')).status).toBe(401);
  });

  it('may be several folders deep, with a fetch that stands by itself', async () => {
    const { kit, clock } = await mountKit({
      TOTP_KIT_PUBLIC_URL: 'https://shop.example//api/auth/',
    });
    const { fetch, basePath } = kit;
    expect(basePath).toBe('/api/auth');
    const ask: Ask = (path, init) =>
      fetch(new Request(`https://shop.example${path}`, init), { clientAddress: '2001:db8::7' });
    const { response } = await signUpAt(ask, { clock, mount: '/api/auth', headers: own });
    expect(response.headers.getSetCookie()[0]).toMatch(/^__Host-totp-kit-api_2fauth-access=/);
  });
});

describe('in a Hono site', () => {
  type Site = Hono<{ Bindings: HttpBindings }>;
  const ways: [string, (site: Site, kit: TotpKit) => void][] = [
    [
      'all() and fetch',
      (site, kit) => void site.all('/auth/*', (c) => kit.fetch(c.req.raw, c.env)),
    ],
    ['route()', (site, kit) => void site.route('/', kit.app)],
    [
      'mount() of whole paths',
      (site, kit) => void site.all('/auth/*', mount(kit.fetch, { replaceRequest: false })),
    ],
  ];

  it.each(ways)('signs people up by %s, and leaves the rest to the site', async (_, mountIn) => {
    const { kit, clock } = await mountKit();
    const site: Site = new Hono<{ Bindings: HttpBindings }>();
    mountIn(site, kit);
    site.get('/', (c) => c.text('the shop'));
    site.notFound((c) => c.text('the shop has no such page', 404));
    const ask = await serveHono(site);
    await signUpAt(ask, { clock });
    expect(await (await ask('/')).text()).toBe('the shop');
    expect(await (await ask('/authors')).text()).toBe('the shop has no such page');
    const missing = await ask('/auth/nothing');
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ code: 'not_found' });
    const refused = await ask('/auth/api/v1/session');
    expect(await refused.json()).toMatchObject({ code: 'unauthenticated' });
    expect((await ask('/auth/console')).status).toBe(200);
  });

  it('says what to do where mount() takes the path off', async () => {
    const { kit } = await mountKit();
    const site: Site = new Hono<{ Bindings: HttpBindings }>();
    site.all('/auth/*', mount(kit.fetch));
    const response = await (await serveHono(site))('/auth/healthz');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      detail: expect.stringMatching(/takes \/auth off the path .* must not/) as string,
    });
  });

  it('says so where a middleware of the site has read the body', async () => {
    const { kit, log } = await mountKit();
    const site: Site = new Hono<{ Bindings: HttpBindings }>();
    site.use(async (c, next) => {
      await c.req.raw.text();
      await next();
    });
    site.all('/auth/*', (c) => kit.fetch(c.req.raw, c.env));
    const ask = await serveHono(site);
    const body = { loginId: 'ada', code: '123456' };
    const response = await ask('/auth/api/v1/verifications', json(body));
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({
      detail: expect.stringContaining('was read before totp-kit got it') as string,
    });
    expect(log).toHaveLength(1);
  });
});

describe('where a request comes from', () => {
  const guess = (loginId = 'nobody'): RequestInit => json({ loginId, code: '123456' });

  it('must be known to whoever counts attempts by it', async () => {
    const { kit, log } = await mountKit();
    const ask: Ask = (path, init) => kit.fetch(new Request(`https://shop.example${path}`, init));
    for (const path of ['/auth/api/v1/verifications', '/auth/console/api/v1/verifications']) {
      const response = await ask(path, {
        ...guess(),
        headers: { ...own, 'content-type': 'application/json' },
      });
      expect(response.status).toBe(500);
      expect(await response.json()).toMatchObject({
        code: 'internal',
        detail: expect.stringContaining('fetch(request, { clientAddress })') as string,
      });
    }
    expect(log).toEqual([
      expect.stringContaining('It is not known where this request comes from'),
      expect.stringContaining('It is not known where this request comes from'),
    ]);
    expect((await ask('/auth/totp-kit.js')).status).toBe(200);
    expect((await ask('/auth/api/v1/manage/users', { headers: asManagement })).status).toBe(200);
  });

  it.each(['unknown', '', 'shop.example', '192.0.2.7:4711', '192.0.2.7, 10.0.0.1'])(
    'is refused as %j',
    async (clientAddress) => {
      const { kit } = await mountKit();
      const response = await askKit(kit, clientAddress)('/auth/api/v1/verifications', guess());
      expect(response.status).toBe(500);
      expect(await response.json()).toMatchObject({
        detail: expect.stringContaining('is not an IP address') as string,
      });
    },
  );

  it.each(engines)('is what the site says, and no header, on %s', async (engine) => {
    const { kit } = await mountKit({ TOTP_KIT_TRUSTED_PROXIES: '0.0.0.0/0' }, engine);
    const from = (address: string, count: number): Promise<Response> => {
      const init = json(
        { loginId: `user${count}`, code: '123456' },
        { 'x-forwarded-for': `192.0.2.${count}` },
      );
      return askKit(kit, address)('/auth/api/v1/verifications', init);
    };
    for (let count = 0; count < 30; count += 1) {
      expect((await from('198.51.100.1', count)).status).toBe(401);
    }
    expect((await from('198.51.100.1', 30)).status).toBe(429);
    expect((await from('198.51.100.2', 31)).status).toBe(401);
  });
});
