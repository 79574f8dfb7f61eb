import type { Verification } from '@totp-kit/protocol';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCode } from './harness/authenticator.ts';
import { launchBrowser } from './harness/browser.ts';
import { buildDemoFor, copyPlainHtmlFor } from './harness/other-origin.ts';
import { Person } from './harness/person.ts';
import { makeDataFolder, startServer, type RunningServer } from './harness/server.ts';
import { serveSite, type Site } from './harness/site.ts';
import { verifyAccessToken } from './harness/tokens.ts';

const stack = new AsyncDisposableStack();
let browser: Browser;
let server: RunningServer;
let demo: Site;
let stranger: Site;

beforeAll(async () => {
  const folders = await Promise.all([1, 2, 3].map(async () => stack.use(await makeDataFolder())));
  const [data, demoFolder, exampleFolder] = folders.map((folder) => folder.path);
  if (!data || !demoFolder || !exampleFolder) throw new Error('no folders');
  demo = stack.use(await serveSite(demoFolder));
  stranger = stack.use(await serveSite(exampleFolder));
  server = stack.use(
    await startServer({
      folder: data,
      env: { TOTP_KIT_ORIGINS: demo.url },
    }),
  );
  await buildDemoFor(server.url, demoFolder);
  await copyPlainHtmlFor(server.url, exampleFolder);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await stack.disposeAsync();
});

/** What the page's own scripts get with the next `totp-success`. */
async function nextSuccess(page: Page): Promise<() => Promise<Verification>> {
  const { promise, resolve } = Promise.withResolvers<Verification>();
  await page.exposeFunction('succeed', resolve);
  await page.addInitScript(() => {
    document.addEventListener('totp-success', (event) => {
      const { succeed } = globalThis as unknown as { succeed: (answer: unknown) => void };
      const { user, session } = event as unknown as Verification;
      succeed({ user, session });
    });
  });
  return () => promise;
}

test('the demo signs people up, out and in from another origin than the server', async () => {
  const page = await browser.newPage({ locale: 'en-US' });
  const person = new Person(page);
  const success = await nextSuccess(page);
  await page.goto(`${demo.url}/sign-up.html`);
  await person.startSignUp('ada@example.com');
  const { key } = await person.scan();
  await person.finishSignUp(await readCode(key));

  const { user, session } = await success();
  const { payload } = await verifyAccessToken(session?.accessToken ?? '', server.url);
  expect(payload.sub).toBe(user.userId);
  await page.getByRole('heading', { name: 'Good to see you, ada@example.com' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();

  await person.typeLoginId('ada@example.com');
  await person.typeCode(await readCode(key, { stepsAhead: 1 }));
  await page.getByRole('heading', { name: 'Good to see you, ada@example.com' }).waitFor();
  expect(await page.context().cookies()).toEqual([]);
});

test('a page of an origin that the server does not allow says so', async () => {
  const page = await browser.newPage({ locale: 'en-US' });
  const written: string[] = [];
  page.on('console', (message) => written.push(message.text()));
  await page.goto(stranger.url);
  const setup = page.locator('totp-setup');
  await setup.getByRole('textbox', { name: 'Login ID' }).fill('eve@example.com');
  await setup.getByRole('button', { name: 'Continue' }).click();
  const why = `does not allow pages of ${stranger.url}. Add ${stranger.url} to TOTP_KIT_ORIGINS`;
  await setup.getByText(why).waitFor({ state: 'attached' });
  expect(written.join('\n')).toContain(why);
});

test('a page whose server is not there says so, keeps what was typed, and offers to try again', async () => {
  const page = await browser.newPage({ locale: 'en-US' });
  await page.goto(`${demo.url}/sign-up.html`);
  const person = new Person(page);
  await person.loginIdField.waitFor();
  await page.route(`${server.url}/**`, (route) => route.abort('connectionrefused'));
  await person.startSignUp('edith@example.com');
  await page.getByText('No connection. Check your internet connection and try again.').waitFor();
  expect(await person.loginIdField.inputValue()).toBe('edith@example.com');

  await page.unroute(`${server.url}/**`);
  await page.getByRole('button', { name: /Continue|Try again/ }).click();
  await page.getByRole('img', { name: /QR code/ }).waitFor();
});
