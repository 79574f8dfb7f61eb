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
/** The file's name with its hash, and what a page says of its content. */
let pinned: string;
let integrity: string;

beforeAll(async () => {
  const [data, pages] = [stack.use(await makeDataFolder()), stack.use(await makeDataFolder())];
  site = stack.use(await serveSite(pages.path));
  server = stack.use(await startServer({ folder: data.path, env: { TOTP_KIT_ORIGINS: site.url } }));
  const hashes = await readFile(path.join(browserFiles, 'sri.json'), 'utf8');
  [pinned = '', integrity = ''] =
    Object.entries(JSON.parse(hashes) as Record<string, string>).find(
      ([name]) => name !== 'totp-kit.all.js',
    ) ?? [];
  await writeFile(path.join(pages.path, 'index.html'), pageWith(`${server.url}/${pinned}`));
  const copied = await readFile(path.join(browserFiles, 'totp-kit.all.js'));
  await writeFile(path.join(pages.path, 'totp-kit.all.js'), copied);
  await writeFile(path.join(pages.path, 'copied.html'), pageWith('/totp-kit.all.js'));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await stack.disposeAsync();
});

function pageWith(src: string): string {
  return `<!doctype html><html lang="en"><title>A site</title>
    <script type="module" src="${src}" integrity="${integrity}" crossorigin></script>
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
  expect(loaded).toEqual([`/${pinned}`]);
  await page.close();
});

test('a copy among the site’s own files asks no server before the page has named one', async () => {
  const page = await browser.newPage({ locale: 'en-US' });
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'fetch') asked.push(request.url());
  });
  const advice = page.waitForEvent('console', (message) => message.type() === 'error');
  await page.goto(`${site.url}/copied.html`);
  expect((await advice).text()).toContain('server="https://');
  expect(asked).toEqual([]);
  await page.locator('totp-setup').evaluate((setup, url) => {
    Object.assign(setup, { server: url });
  }, server.url);
  const person = new Person(page);
  await person.startSignUp('grace@example.com');
  await person.scan();
  expect(new Set(asked.map((url) => new URL(url).origin))).toEqual(new Set([server.url]));
  await page.close();
});

test('a file that is not as it was is refused', async () => {
  const page = await browser.newPage({ locale: 'en-US' });
  await page.route(`**/${pinned}`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()}\nalert(1);` });
  });
  const refusal = page.waitForEvent('console', (message) => message.type() === 'error');
  await page.goto(site.url);
  expect((await refusal).text()).toContain('integrity');
  expect(await page.evaluate(() => customElements.get('totp-verify') === undefined)).toBe(true);
  await page.close();
});
