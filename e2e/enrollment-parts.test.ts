import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { Person } from './harness/person.ts';
import { makeDataFolder, startServer, type RunningServer } from './harness/server.ts';

const chunks = '**/totp-kit/*.js';

const stack = new AsyncDisposableStack();
let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  const folder = stack.use(await makeDataFolder());
  server = stack.use(await startServer({ folder: folder.path }));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await stack.disposeAsync();
});

test('a page that signs in loads nothing of an enrollment', async () => {
  const page = await browser.newPage();
  const scripts: string[] = [];
  page.on('request', (request) => void scripts.push(request.url()));
  await page.goto(`${server.url}/sign-in.html`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(scripts.filter((url) => new URL(url).pathname.startsWith('/totp-kit/'))).toEqual([]);
});

test('a sign-up whose second part could not be loaded comes by itself when it can', async () => {
  const page = await browser.newPage();
  const written: string[] = [];
  page.on('console', (message) => void written.push(message.text()));
  const refused = Promise.withResolvers<void>();
  await page.route(chunks, (route) => {
    refused.resolve();
    return route.abort();
  });
  const person = new Person(page);
  await page.goto(`${server.url}/sign-up.html`);
  await refused.promise;
  await page.unroute(chunks);
  await person.startSignUp('ada@example.com');
  expect((await person.scan()).key).toMatch(/^[A-Z2-7]{32}$/);
  expect(written.join()).toContain('<totp-setup> could not be loaded');
});
