import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCode } from './harness/authenticator.ts';
import { launchBrowser } from './harness/browser.ts';
import { Person } from './harness/person.ts';
import { findFreePort, makeDataFolder, startServer } from './harness/server.ts';
import { serveSite } from './harness/site.ts';
import { copyPlainHtmlFor } from './harness/other-origin.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

test('a sign-up goes on where it was when the server is killed and comes back', async () => {
  await using folder = await makeDataFolder();
  const port = await findFreePort();
  const first = await startServer({ folder: folder.path, port });
  const page = await browser.newPage({ locale: 'en-US' });
  const person = new Person(page);
  await page.goto(`${first.url}/sign-up.html`);
  await person.startSignUp('ada@example.com');
  const { uri, key } = await person.scan();
  await first.kill();

  const code = await readCode(key);
  await person.typeCode(code);
  await page.getByText('No connection. Check your internet connection and try again.').waitFor();
  expect(await person.codeField.inputValue()).toBe(code);
  expect((await person.scan()).uri).toBe(uri);

  await using second = await startServer({ folder: folder.path, port });
  await page.getByRole('button', { name: /Confirm|Try again/ }).click();
  await person.saveRecoveryCodes();
  await page.waitForURL(`${second.url}/account.html`);
  await page.getByRole('heading', { name: 'Good to see you, ada@example.com' }).waitFor();
});

test('a server that does not answer is given up after a while, and nothing typed is lost', async () => {
  await using folder = await makeDataFolder();
  await using server = await startServer({ folder: folder.path });
  const page = await browser.newPage({ locale: 'en-US' });
  await page.clock.install();
  const person = new Person(page);
  await page.goto(`${server.url}/sign-up.html`);
  await person.loginIdField.waitFor();
  const asked = Promise.withResolvers<void>();
  await page.route('**/api/**', () => asked.resolve());
  await person.startSignUp('grace@example.com');
  await asked.promise;
  await page.clock.fastForward('02:00');
  await page.getByText(/That took too long/).waitFor();
  expect(await person.loginIdField.inputValue()).toBe('grace@example.com');

  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.getByRole('button', { name: /Continue|Try again/ }).click();
  await page.getByRole('img', { name: /QR code/ }).waitFor();
});

test('a page that is loaded again in the middle starts cleanly, and nothing is in its way', async () => {
  await using folder = await makeDataFolder();
  await using server = await startServer({ folder: folder.path });
  const page = await browser.newPage({ locale: 'en-US' });
  const person = new Person(page);
  await page.goto(`${server.url}/sign-up.html`);
  await person.startSignUp('edith@example.com');
  const first = await person.scan();
  await page.reload();
  await person.startSignUp('edith@example.com');
  const second = await person.scan();
  expect(second.key).not.toBe(first.key);
  await person.finishSignUp(await readCode(second.key));
  await page.getByRole('heading', { name: 'Good to see you, edith@example.com' }).waitFor();
});

test('an enrollment outlasts minutes in a background tab, and says so when it has not', async () => {
  await using folder = await makeDataFolder();
  await using server = await startServer({ folder: folder.path });
  const page = await browser.newPage({ locale: 'en-US' });
  await page.clock.install();
  const person = new Person(page);
  await page.goto(`${server.url}/sign-up.html`);
  await person.startSignUp('mary@example.com');
  const { uri } = await person.scan();
  // A background tab's timers rest, and fire all at once when it comes back.
  await page.clock.fastForward('08:00');
  expect((await person.scan()).uri).toBe(uri);
  await page.clock.fastForward('03:00');
  await page.getByRole('heading', { name: 'This setup has ended' }).waitFor();
  await page.getByRole('button', { name: 'Start again' }).click();
  const { key } = await person.scan();
  await person.typeCode(await readCode(key));
  await page.getByRole('list', { name: 'Recovery codes' }).waitFor();
});

test('a page that names something else as its server says which and how to mend it', async () => {
  await using data = await makeDataFolder();
  await using pages = await makeDataFolder();
  await using server = await startServer({ folder: data.path });
  await using site = await serveSite(pages.path);
  await copyPlainHtmlFor(server.url, pages.path);
  const page = await browser.newPage({ locale: 'en-US' });
  const written: string[] = [];
  page.on('console', (message) => written.push(message.text()));
  await page.goto(site.url);
  const setup = page.locator('totp-setup');
  await setup.evaluate((element, url) => element.setAttribute('server', url), site.url);
  await setup.getByRole('textbox', { name: 'Login ID' }).fill('eve@example.com');
  await setup.getByRole('button', { name: 'Continue' }).click();
  const why = /is not a totp-kit server. Check the `server` attribute/;
  await setup.getByText(why).waitFor({ state: 'attached' });
  expect(written.join('\n')).toMatch(why);
});
