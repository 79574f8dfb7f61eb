import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { browserOptions } from '../../harness/browser.ts';
import { findFreePort } from '../../harness/server.ts';

export interface PrivateBrowser extends AsyncDisposable {
  readonly context: BrowserContext;
}

/** A browser whose person has third-party cookies blocked in its settings, or has not. */
export async function launchPrivateBrowser(
  cookies: 'third-party cookies blocked' | 'every cookie allowed',
): Promise<PrivateBrowser> {
  const profile = await mkdtemp(path.join(tmpdir(), 'totp-kit-profile-'));
  const isBlocked = cookies === 'third-party cookies blocked';
  await mkdir(path.join(profile, 'Default'));
  await writeFile(
    path.join(profile, 'Default/Preferences'),
    JSON.stringify({
      profile: { block_third_party_cookies: isBlocked, cookie_controls_mode: isBlocked ? 1 : 0 },
    }),
  );
  const context = await chromium.launchPersistentContext(profile, {
    ...browserOptions(),
    locale: 'en-US',
    viewport: { width: 1000, height: 1100 },
  });
  return {
    context,
    [Symbol.asyncDispose]: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** Whether a page of one site gets a cookie of another back that it was allowed to set. */
export async function keepsThirdPartyCookies(context: BrowserContext): Promise<boolean> {
  const cookies: (string | undefined)[] = [];
  const port = await findFreePort();
  const server = createServer((request, response) => {
    if (request.url === '/cookie') cookies.push(request.headers.cookie);
    response.writeHead(200, {
      'content-type': 'text/html',
      'set-cookie': 'seen=yes; SameSite=None; Secure; Path=/',
      'access-control-allow-origin': `http://127.0.0.1:${port}`,
      'access-control-allow-credentials': 'true',
    });
    response.end();
  }).listen(port);
  await once(server, 'listening');
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  const ask = () =>
    page.evaluate(async (url) => {
      await fetch(url, { credentials: 'include' });
    }, `http://localhost:${port}/cookie`);
  await ask();
  await ask();
  await page.close();
  await context.clearCookies();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  return cookies[1]?.includes('seen=yes') ?? false;
}
