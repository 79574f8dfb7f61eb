import { problem } from '@totp-kit/protocol';
import express from 'express';
import { describe, expect } from 'vitest';
import { toNodeHandler } from '../../src/node.ts';
import { mountKit, serveNode } from '../../src/testing/mounted-kit.ts';
import { askRaw, type RawRequest } from '../../src/testing/raw-request.ts';
import { securityRowOnce } from '../../src/testing/security-rows.ts';
import { startServerProcess } from '../../src/testing/server-process.ts';
import { freshDatabase } from '../../src/testing/test-databases.ts';
import { managementKey } from '../../src/testing/test-server.ts';

const withKey = `Authorization: Bearer ${managementKey}`;

/** Growing in Punycode by as much as the path in it: the length is that of the name it is parsed to. */
const hosts = [
  '\xa1.\xa1.\xa1\xad/auth/console?',
  '\xa1.\xa1.\xa1.\xa1.\xa1.\xa1\xad\xad\xad\xad/auth/api/v1/manage/users#',
  '\xa1.\xa1.\xa1\xad/console?',
  'shop.example/auth/console?',
  'shop.example#',
  'ada@shop.example',
  'shop.example\\auth\\console',
  'shop.example, evil.example',
  'shop.example:80:80',
  'shop.example:',
  '[::1',
  '\xe4.example',
  '%61.example',
];

/** Node itself refuses what is no target at all, and the site what it guards. */
const refusals = [400, 403, 404];

interface Stand {
  readonly origin: string;
  readonly mount: string;
}

/** A site that lets nobody get at the console and the management side, and the server behind. */
async function standInExpress(): Promise<Stand> {
  const { kit } = await mountKit();
  const site = express();
  const deny: express.RequestHandler = (_request, response) => void response.status(403).end();
  site.use('/auth/console', deny);
  site.use('/auth/api/v1/manage', deny);
  site.use(toNodeHandler(kit));
  return { origin: await serveNode(site), mount: '/auth' };
}

async function standAlone(mount: '' | '/auth'): Promise<Stand> {
  const server = await startServerProcess(await freshDatabase('SQLite'), {
    TOTP_KIT_PUBLIC_URL: `https://shop.example${mount}`,
  });
  return { origin: server.origin, mount };
}

const stands = {
  'toNodeHandler in a site': standInExpress,
  'totp-kit serve': () => standAlone(''),
  'totp-kit serve below a path': () => standAlone('/auth'),
};

describe.each(Object.entries(stands))('at %s', (_, stand) => {
  securityRowOnce('S50', 'Host never moves the path, and one that is none is refused', async () => {
    const { origin, mount } = await stand();
    const ask = (request: RawRequest) => askRaw(origin, request);
    for (const host of hosts) {
      const headers = [`Host: ${host}`, withKey];
      const { status, text } = await ask({ target: `${mount}/healthz`, headers });
      expect([host, status]).toEqual([host, 400]);
      const body = problem.parse(JSON.parse(text.slice(text.indexOf('\r\n\r\n'))));
      expect(body).toMatchObject({ code: 'invalid_request' });
      expect(body.detail).toContain('The header Host is not');
    }
    const good = ['localhost', 'shop.example:443', 'Shop.Example.', '192.0.2.7:8787', '[::1]:80'];
    for (const host of good) {
      const { status } = await ask({ target: `${mount}/healthz`, headers: [`Host: ${host}`] });
      expect([host, status]).toEqual([host, 200]);
    }
    expect((await ask({ target: `${mount}/healthz`, version: '1.0' })).status).toBe(200);
    expect((await ask({ target: `${mount}/healthz`, headers: ['Host:'] })).status).toBe(200);
    const { port } = new URL(origin);
    for (const target of [
      `http://127.0.0.1:${port}${mount}/healthz`,
      `http://evil.example${mount}/console`,
      `https://evil.example${mount}/console`,
      `http:${mount}/console`,
      '*',
    ]) {
      expect([target, refusals.includes((await ask({ target })).status)]).toEqual([target, true]);
    }
  });

  securityRowOnce('S50', 'a path counts only as it is written plainly', async () => {
    const { origin, mount } = await stand();
    const targets = [
      '/%63onsole',
      '/console%2Fusers',
      '/%2e%2e/console',
      '/x/../console',
      '/./console',
      '/CONSOLE',
      '/console;x',
      '/%2563onsole',
      '\\console',
      '//console',
      '/%61pi/v1/manage/users',
      '/api%2Fv1/manage/users',
      '/api/v1/manage%2Fusers',
      '/api/v1/session/../manage/users',
      '/api/v1/%2e%2e/v1/manage/users',
      '/api/v1/manage;/users',
      '/API/v1/manage/users',
    ];
    for (const target of targets) {
      const answer = await askRaw(origin, { target: `${mount}${target}`, headers: [withKey] });
      expect([target, refusals.includes(answer.status)]).toEqual([target, true]);
    }
  });
});

describe('whoever sends', () => {
  securityRowOnce('S50', 'two Authorization headers has none', async () => {
    const { origin } = await standAlone('');
    const target = '/api/v1/manage/users';
    const statusOf = async (...headers: string[]) =>
      (await askRaw(origin, { target, headers })).status;
    expect(await statusOf(withKey)).toBe(200);
    expect(await statusOf()).toBe(401);
    expect(await statusOf('Authorization: Bearer junk')).toBe(401);
    expect(await statusOf('Authorization: Bearer junk', withKey)).toBe(401);
    expect(await statusOf(withKey, 'Authorization: Bearer junk')).toBe(401);
  });
});
