import { createRequire } from 'node:module';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { toNodeHandler } from './node.ts';
import { json } from './testing/attempts.ts';
import { askAt, mountKit, serveNode, signUpAt } from './testing/mounted-kit.ts';
import { askRaw } from './testing/raw-request.ts';

const guess = json({ loginId: 'nobody', code: '123456' });

/** The calls of these tests are the same in both, and so are their types. */
const express4 = createRequire(import.meta.url)('express4') as typeof express;

describe.each([
  ['Express 5', express],
  ['Express 4', express4],
])('toNodeHandler in %s', (_, makeSite) => {
  it.each(['use(handler)', "use('/auth', handler)"])('signs people up by %s', async (way) => {
    const { kit, clock } = await mountKit();
    const site = makeSite();
    if (way === 'use(handler)') site.use(toNodeHandler(kit));
    else site.use('/auth', toNodeHandler(kit));
    site.get('/', (request, response) => void response.send(`the shop at ${request.url}`));
    const ask = askAt(await serveNode(site));

    const { confirmation } = await signUpAt(ask, { clock });
    expect(confirmation.user.loginId).toBe('ada');
    expect(await (await ask('/')).text()).toBe('the shop at /');
    expect((await ask('/auth/totp-kit.js')).status).toBe(200);
    expect((await ask('/auth/console/users')).status).toBe(200);
  });

  it('leaves to the site what is not below the path', async () => {
    const { kit } = await mountKit();
    const site = makeSite();
    site.use(toNodeHandler(kit));
    site.use((request, response) => void response.status(418).send(request.originalUrl));
    const ask = askAt(await serveNode(site));
    for (const path of ['/authors', '/AUTH/healthz', '//auth/healthz', '/x/auth/healthz']) {
      const response = await ask(path);
      expect([response.status, await response.text()]).toEqual([418, path]);
    }
  });

  it('says what its path is where the site mounts it at another one', async () => {
    const { kit } = await mountKit();
    const site = makeSite();
    site.use('/login', toNodeHandler(kit));
    const ask = askAt(await serveNode(site));
    const response = await ask('/login/healthz');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      code: 'not_found',
      detail: expect.stringContaining('totp-kit is mounted at /auth,') as string,
      requestId: response.headers.get('x-request-id'),
    });
  });

  it('takes a body that express.json() has read before', async () => {
    const { kit, clock } = await mountKit();
    const site = makeSite();
    site.use(makeSite.json());
    site.use('/auth', toNodeHandler(kit));
    const ask = askAt(await serveNode(site));
    await signUpAt(ask, { clock });
    const long = await ask(
      '/auth/api/v1/verifications',
      json({ loginId: 'x'.repeat(17_000), code: '1' }),
    );
    expect(long.status).toBe(413);
  });

  it('counts by the address that the site knows', async () => {
    const { kit } = await mountKit();
    const site = makeSite();
    site.set('trust proxy', 'loopback');
    const clientAddress = ({ ip }: express.Request): string | undefined => ip;
    site.use('/auth', toNodeHandler(kit, { clientAddress }));
    const ask = askAt(await serveNode(site));
    const guessFrom = async (address: string, loginId: string): Promise<number> => {
      const body = { loginId, code: '123456' };
      const request = json(body, { 'x-forwarded-for': address });
      return (await ask('/auth/api/v1/verifications', request)).status;
    };
    for (let failures = 0; failures < 30; failures += 1) {
      expect(await guessFrom('192.0.2.1', `user${failures}`)).toBe(401);
    }
    expect(await guessFrom('192.0.2.1', 'nobody')).toBe(429);
    expect(await guessFrom('192.0.2.2', 'nobody')).toBe(401);
  });
});

describe('toNodeHandler', () => {
  it('answers everything where there is nobody else to', async () => {
    const { kit, clock } = await mountKit();
    const ask = askAt(await serveNode(toNodeHandler(kit)));
    await signUpAt(ask, { clock });
    const outside = await ask('/api/v1/settings');
    expect(outside.status).toBe(404);
    expect(outside.headers.get('content-type')).toBe('application/problem+json');
    expect(await outside.text()).toContain('/auth/healthz');
  });

  it('serves an origin of its own', async () => {
    const { kit, clock } = await mountKit({ TOTP_KIT_PUBLIC_URL: 'https://auth.example' });
    const ask = askAt(await serveNode(toNodeHandler(kit)));
    await signUpAt(ask, { clock, mount: '' });
    expect((await ask('/console')).status).toBe(200);
  });

  it.each([
    '/auth/../auth/console',
    '/x/../auth/console',
    '/x\\..\\auth/console',
    '/auth/./console',
    '/%61uth/console',
    '/auth/c%6fnsole',
    '/auth/%2e%2e/auth/console',
    '//auth/console',
    '/auth//console',
    '/auth\\console',
    'http://127.0.0.1/auth/console',
    '/auth/console/..',
  ])('finds nothing at %s, which the site around may read otherwise', async (target) => {
    const { kit } = await mountKit();
    const origin = await serveNode(toNodeHandler(kit));
    expect((await askRaw(origin, { target })).status).toBe(404);
    const plain = { target: '/auth/console?/../%61' };
    expect((await askRaw(origin, plain)).status).toBe(200);
  });

  it('says so where something has read the body and kept it', async () => {
    const { kit, log } = await mountKit();
    const handler = toNodeHandler(kit);
    const ask = askAt(
      await serveNode((request, response) => {
        request.resume().once('end', () => void handler(request, response));
      }),
    );
    const response = await ask('/auth/api/v1/verifications', guess);
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({
      code: 'internal',
      detail: expect.stringContaining('Mount totp-kit before whatever reads bodies') as string,
    });
    expect(log).toEqual([expect.stringContaining('was read before totp-kit got it')]);
  });

  it('answers 500 and says why where the site cannot tell an address', async () => {
    const { kit, log } = await mountKit();
    const clientAddress = (): string => {
      throw new Error('no such property');
    };
    const ask = askAt(await serveNode(toNodeHandler(kit, { clientAddress })));
    const response = await ask('/auth/api/v1/verifications', guess);
    expect(response.status).toBe(500);
    const { detail } = (await response.json()) as { readonly detail: string };
    expect(detail).toContain('clientAddress that the site gave has failed');
    expect(detail).not.toContain('no such property');
    expect(log).toEqual([expect.stringContaining('has failed') as string]);
  });

  it('tells clients nothing of the site’s faults in production', async () => {
    const { kit, log } = await mountKit({ NODE_ENV: 'production' });
    const ask = askAt(await serveNode(toNodeHandler(kit, { clientAddress: () => 'ada' })));
    const response = await ask('/auth/api/v1/verifications', guess);
    expect(response.status).toBe(500);
    expect(await response.text()).toContain('Its log says what is wrong');
    expect(log).toEqual([expect.stringContaining('is not an IP address') as string]);
  });

  it('leaves the globals and the URLs of the site as they are', async () => {
    const globals = [globalThis.Request, globalThis.Response];
    const { kit } = await mountKit();
    const site = express();
    const seen: string[] = [];
    site.use('/auth', (request, response, next) => {
      response.once('finish', () => seen.push(`${request.url} ${request.originalUrl}`));
      next();
    });
    site.use('/auth', toNodeHandler(kit));
    const ask = askAt(await serveNode(site));
    expect(await (await ask('/auth/healthz?a=b')).json()).toEqual({ status: 'ok' });
    expect(seen).toEqual(['/healthz?a=b /auth/healthz?a=b']);
    expect([globalThis.Request, globalThis.Response]).toEqual(globals);
  });
});
