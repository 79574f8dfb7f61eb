import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Api } from './harness/api.ts';
import { makeWrongCode, readCode } from './harness/authenticator.ts';
import { findBarriers } from './harness/axe.ts';
import { launchBrowser } from './harness/browser.ts';
import { Management } from './harness/management.ts';
import { Person } from './harness/person.ts';
import { makeDataFolder, startServer, type RunningServer } from './harness/server.ts';

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

async function openPage(url: string): Promise<Person> {
  const page = await browser.newPage({
    locale: 'en-US',
    reducedMotion: 'reduce',
    // axe is brought in from outside, which a page's policy rightly refuses.
    bypassCSP: true,
  });
  await page.goto(new URL(url, server.url).href);
  return new Person(page);
}

async function expectNoBarriers(page: Page, state: string): Promise<void> {
  expect(await findBarriers(page), state).toEqual([]);
}

test('the landing page has no barriers', async () => {
  const { page } = await openPage('/');
  await expectNoBarriers(page, 'landing');
});

test('no screen of a sign-up has a barrier', async () => {
  const person = await openPage('/sign-up.html');
  const { page } = person;
  await person.loginIdField.waitFor();
  await expectNoBarriers(page, 'login ID');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('Enter a login ID.').waitFor();
  await expectNoBarriers(page, 'no login ID');

  await person.startSignUp('ada@example.com');
  const { key } = await person.scan();
  await expectNoBarriers(page, 'QR code');
  await page.getByText('Enter a key instead').click();
  await page.locator('totp-key').getByRole('button').waitFor();
  await expectNoBarriers(page, 'key');
  await person.typeCode(await makeWrongCode(key));
  await page.getByText(/That code didn’t work/).waitFor();
  await expectNoBarriers(page, 'wrong code');

  await person.typeCode(await readCode(key));
  await page.getByRole('list', { name: 'Recovery codes' }).waitFor();
  await expectNoBarriers(page, 'recovery codes');
  await person.saveRecoveryCodes();
  await page.getByRole('heading', { name: /Good to see you/ }).waitFor();
  await expectNoBarriers(page, 'account');
});

test('no screen of a sign-in has a barrier', async () => {
  const person = await openPage('/sign-in.html');
  const { page } = person;
  await person.loginIdField.waitFor();
  await expectNoBarriers(page, 'sign-in');
  await person.typeLoginId('nobody@example.com');
  await person.typeCode('123456');
  await page.getByText(/wait for the next code and try again/).waitFor();
  await expectNoBarriers(page, 'refused');
});

test('no screen of a whole flow has a barrier, nor has a recovery code', async () => {
  const person = await openPage('/enter.html');
  const { page } = person;
  await person.loginIdField.waitFor();
  await expectNoBarriers(page, 'choice');
  await person.typeLoginId('mary@example.com');
  await page.getByRole('button', { name: 'I’ve set it up here before' }).click();
  await person.codeField.waitFor();
  await expectNoBarriers(page, 'code');
  await page.getByRole('button', { name: /Use a recovery code/ }).click();
  await page.getByRole('textbox', { name: 'Recovery code' }).fill('7K2M9QXD4TRW1ZPA8VHN3BCE');
  await page.keyboard.press('Enter');
  await page.getByText('That recovery code didn’t work.').waitFor();
  await expectNoBarriers(page, 'refused recovery code');
});

test('no screen in a right-to-left language has a barrier', async () => {
  const person = await openPage('/sign-up.html');
  const { page } = person;
  await page.evaluate(() => Object.assign(document.documentElement, { lang: 'ar', dir: 'rtl' }));
  const setup = page.locator('totp-setup');
  await setup.getByRole('heading', { name: /حساب/ }).waitFor();
  await expectNoBarriers(page, 'login ID');
  await setup.getByRole('textbox').fill('joan@example.com');
  await page.keyboard.press('Enter');
  await page.locator('totp-qr svg').waitFor();
  await expectNoBarriers(page, 'QR code');
});

test('the account page without a server has no barriers', async () => {
  const { page } = await openPage('/sign-up.html');
  await page.route('**/api/**', (route) => route.abort());
  await page.goto(`${server.url}/account.html`);
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  await expectNoBarriers(page, 'trouble');
});

test('no screen behind the link of a ticket has a barrier', async () => {
  await new Api(server.url).signUp('grace@example.com');
  const management = new Management(server.url);
  const { userId } = await management.findUser('grace@example.com');
  const { url = '' } = await management.deleteTotp(userId);
  const person = await openPage(url);
  const { key } = await person.scan();
  await expectNoBarriers(person.page, 'enroll');
  await person.finishSignUp(await readCode(key));
  await person.page.getByRole('heading', { name: 'You’re all set' }).waitFor();
  await expectNoBarriers(person.page, 'enrolled');

  const second = await openPage(url);
  await second.page.getByText(/This no longer works/).waitFor();
  await expectNoBarriers(second.page, 'used link');
});
