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

test('a sign-up that could not load its second part says so, and goes on when it can', async () => {
  const page = await browser.newPage();
  await page.route(chunks, (route) => route.abort());
  const person = new Person(page);
  await page.goto(`${server.url}/sign-up.html`);
  await person.startSignUp('ada@example.com');
  await page.getByText(/No connection\./).waitFor();
  await page.unroute(chunks);
  await page.getByRole('button', { name: 'Try again' }).click();
  expect((await person.scan()).key).toMatch(/^[A-Z2-7]{32}$/);
});
