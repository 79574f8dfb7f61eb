import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCode } from './harness/authenticator.ts';
import { launchBrowser } from './harness/browser.ts';
import { Person } from './harness/person.ts';
import { makeDataFolder, root, startServer, type RunningServer } from './harness/server.ts';
import { serveSite, type Site } from './harness/site.ts';

const browserFiles = path.join(root, 'packages/components/dist/browser');
const stack = new AsyncDisposableStack();
let browser: Browser;
let server: RunningServer;
let site: Site;
let integrity: string;

beforeAll(async () => {
  const [data, pages] = [stack.use(await makeDataFolder()), stack.use(await makeDataFolder())];
  site = stack.use(await serveSite(pages.path));
  server = stack.use(await startServer({ folder: data.path, env: { TOTP_KIT_ORIGINS: site.url } }));
  const hashes = await readFile(path.join(browserFiles, 'sri.json'), 'utf8');
  integrity = (JSON.parse(hashes) as Record<string, string>)['totp-kit.all.js'] ?? '';
  await writeFile(path.join(pages.path, 'index.html'), pageWith(integrity));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await stack.disposeAsync();
});

function pageWith(hash: string): string {
  return `<!doctype html><html lang="en"><title>A site</title>
    <script type="module" src="${server.url}/totp-kit.all.js" integrity="${hash}" crossorigin></script>
    <totp-setup></totp-setup></html>`;
}

test('a page of another origin signs people up with the file of this hash, and loads no other', async () => {
  const page = await browser.newPage({ locale: 'en-US' });
  const loaded: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') loaded.push(new URL(request.url()).pathname);
  });
  const person = new Person(page);
  await page.goto(site.url);
  await person.startSignUp('ada@example.com');
  const { key } = await person.scan();
  await person.finishSignUp(await readCode(key));
  expect(loaded).toEqual(['/totp-kit.all.js']);
  await page.close();
});

test('a file that is not as it was is refused', async () => {
  const page = await browser.newPage({ locale: 'en-US' });
  await page.route('**/totp-kit.all.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()}\nalert(1);` });
  });
  const refusal = page.waitForEvent('console', (message) => message.type() === 'error');
  await page.goto(site.url);
  expect((await refusal).text()).toContain('integrity');
  expect(await page.evaluate(() => customElements.get('totp-verify') === undefined)).toBe(true);
  await page.close();
});
