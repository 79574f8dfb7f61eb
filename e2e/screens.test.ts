import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Api } from './harness/api.ts';
import { makeWrongCode, readCode } from './harness/authenticator.ts';
import { launchBrowser } from './harness/browser.ts';
import { Management } from './harness/management.ts';
import { copyScreensFor } from './harness/other-origin.ts';
import { Person } from './harness/person.ts';
import {
  makeDataFolder,
  managementKey,
  root,
  startServer,
  type RunningServer,
} from './harness/server.ts';
import { serveSite, type Site } from './harness/site.ts';

// The pages that docs/screens.md quotes, run as they stand; only the address of the server is another.

const stack = new AsyncDisposableStack();
let browser: Browser;
let server: RunningServer;
let site: Site;

beforeAll(async () => {
  const data = stack.use(await makeDataFolder());
  const pages = stack.use(await makeDataFolder());
  site = stack.use(await serveSite(pages.path));
  const env = { TOTP_KIT_ORIGINS: site.url, TOTP_KIT_ISSUER: 'Example Shop' };
  server = stack.use(await startServer({ folder: data.path, env }));
  await copyScreensFor(server.url, pages.path);
  // Browsers ask for it on their own.
  await writeFile(path.join(pages.path, 'favicon.ico'), '');
  process.env['TOTP_KIT_PUBLIC_URL'] = server.url;
  process.env['TOTP_KIT_MANAGEMENT_KEY'] = managementKey;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await stack.disposeAsync();
});

interface Visit {
  readonly page: Page;
  readonly person: Person;
  /** What the console calls an error, and what the page throws. */
  readonly faults: string[];
}

async function visit(file: string): Promise<Visit> {
  const page = await browser.newPage({ locale: 'en-US' });
  page.setDefaultTimeout(15_000);
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(`${site.url}/${file}`);
  return { page, person: new Person(page), faults };
}

/** The recovery codes are shown once; they go on when they are saved. */
async function saveRecoveryCodes(page: Page): Promise<string[]> {
  const codes = await page.locator('totp-recovery-codes').getByRole('listitem').allInnerTexts();
  await page.getByRole('button', { name: 'I have saved them' }).click();
  return codes;
}

/** Scans and confirms, on a page with the element's own code field. */
async function scanAndConfirm({ page, person }: Visit): Promise<string> {
  const { key } = await person.scan();
  await person.typeCode(await readCode(key));
  await page.getByRole('button', { name: 'I have saved them' }).waitFor();
  return key;
}

/** The event with which an element says that somebody is through. */
function nextSuccess(page: Page): Promise<{ action: string; loginId: string }> {
  return page.evaluate(
    () =>
      new Promise<{ action: string; loginId: string }>((resolve) => {
        document.addEventListener('totp-success', (event) => {
          const { action, user } = event as Event & { action: string; user: { loginId: string } };
          resolve({ action, loginId: user.loginId });
        });
      }),
  );
}

/** The network's own line for every answer that is an error, which these pages provoke. */
function withoutRefusals(faults: readonly string[]): string[] {
  return faults.filter((fault) => !/the server responded with a status of 4(01|29)/.test(fault));
}

async function typeAndSubmit(form: Locator, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    await form.locator(`[name=${name}]`).fill(value);
  }
  await form.getByRole('button').click();
}

test('one tag signs people up, and another changes what they sign in with', async () => {
  const visitor = await visit('sign-up-or-in.html');
  const { page, person, faults } = visitor;
  const success = nextSuccess(page);
  await person.typeLoginId('ada@example.com');
  await page.getByRole('button', { name: 'I’m new here' }).click();
  const firstKey = await scanAndConfirm(visitor);
  expect(await saveRecoveryCodes(page)).toHaveLength(8);
  expect(await success).toEqual({ action: 'sign-up', loginId: 'ada@example.com' });

  await page.goto(`${site.url}/update-user.html`);
  const { key, uri } = await person.scan();
  expect(key).not.toBe(firstKey);
  expect(uri).toContain('ada%40example.com');
  await person.typeCode(await readCode(key));
  await page.getByRole('heading', { name: 'You’re all set' }).waitFor();
  expect(faults).toEqual([]);
});

test('children are the layout of an enrollment', async () => {
  const visitor = await visit('own-layout.html');
  const { page, person, faults } = visitor;
  await person.startSignUp('grace@example.com');
  await page.getByRole('heading', { name: '1. Scan this' }).waitFor();
  const { width } = (await page.locator('totp-qr svg').boundingBox()) ?? { width: 0 };
  expect(width).toBeLessThanOrEqual(200);
  const { uri, key } = await person.scan();
  await page.getByText('Other ways').click();
  const link = page.getByRole('link', { name: 'Open the app on this device' });
  expect(await link.getAttribute('href')).toBe(uri);
  await page.getByText('Other ways').click();
  await person.typeCode(await readCode(key));
  await saveRecoveryCodes(page);
  await page.getByRole('heading', { name: 'You’re all set' }).waitFor();
  expect(faults).toEqual([]);
});

test('templates are filled, and their form sends the code', async () => {
  const { page, person, faults } = await visit('templates.html');
  await person.startSignUp('mary@example.com');
  await page.getByRole('heading', { name: 'mary@example.com at Example Shop' }).waitFor();
  const { uri, key } = await person.scan();
  expect(await page.getByLabel('Key for mary@example.com').innerText()).toBe(key);
  expect(await page.getByRole('link', { name: 'open your app' }).getAttribute('href')).toBe(uri);

  await typeAndSubmit(page.locator('form'), { code: await makeWrongCode(key) });
  await page.getByRole('alert').filter({ hasText: 'That code didn’t work.' }).waitFor();
  expect(await page.getByRole('alert').first().getAttribute('title')).toBe('invalid_code');
  await typeAndSubmit(page.locator('form'), { code: await readCode(key) });
  await saveRecoveryCodes(page);
  await page.getByText('Welcome, mary@example.com.').waitFor();
  expect(await page.content()).not.toContain(key);
  expect(withoutRefusals(faults)).toEqual([]);
});

test('each step has its own screen, and forms need no script', async () => {
  const visitor = await visit('slots.html');
  const { page, person, faults } = visitor;
  const success = nextSuccess(page);
  const setup = page.locator('totp-setup');
  await typeAndSubmit(setup.locator('form[slot=identify]'), { loginId: 'C-1001' });
  const { key } = await person.scan();
  const code = setup.getByRole('textbox', { name: 'Enter the 6-digit code it shows' });
  await code.pressSequentially(await readCode(key));
  await page.getByRole('heading', { name: 'For the day you lose your phone' }).waitFor();
  const [recoveryCode = ''] = await saveRecoveryCodes(page);
  await page.getByText('That was all.').waitFor();
  expect(await success).toEqual({ action: 'sign-up', loginId: 'C-1001' });

  const form = page.locator('totp-verify .totp-screen form');
  await typeAndSubmit(form, { loginId: 'C-1001', code: await makeWrongCode(key) });
  await page.getByText(/That didn’t work\./).waitFor();
  await typeAndSubmit(form, { code: await readCode(key, { stepsAhead: 1 }) });
  await page.getByText('Welcome back.').waitFor();

  await page.reload();
  await typeAndSubmit(form, { loginId: 'C-1001', recoveryCode });
  await page.getByText('Welcome back.').waitFor();
  expect(withoutRefusals(faults)).toEqual([]);
});

test('a page deals with errors itself', async () => {
  const key = await new Api(server.url).signUp('joan@example.com');
  const { page, person, faults } = await visit('errors.html');
  await person.typeLoginId('joan@example.com');
  const wrongCode = await makeWrongCode(key);
  await person.typeCode(wrongCode);
  await page.getByText('Not that one.').waitFor();
  expect(await page.getByText('That didn’t work').count()).toBe(0);

  const status = page.locator('#status');
  for (let attempt = 1; attempt < 9 && (await status.innerText()) === ''; attempt += 1) {
    const answer = page.waitForResponse('**/verifications');
    await person.typeCode(wrongCode);
    await answer;
    await page.locator('totp-verify:state(enter)').waitFor();
  }
  expect(await status.innerText()).toMatch(/^Try again in \d+ seconds\.$/);
  expect(withoutRefusals(faults)).toEqual([]);
});

test('a page says it in its own words, in every language', async () => {
  const key = await new Api(server.url).signUp('edith@example.com');
  const { page, faults } = await visit('messages.html');
  const [english, german, danish] = await page.locator('totp-verify').all();
  if (!english || !german || !danish) throw new Error('A language is missing');
  await german.getByRole('textbox', { name: 'Kundennummer' }).waitFor();
  await german.getByRole('heading', { name: 'Anmelden' }).waitFor();
  await danish.getByRole('heading', { name: 'Log ind' }).waitFor();
  await danish.getByText('Open your authenticator app').waitFor();

  await english.getByRole('textbox', { name: 'Customer number' }).fill('edith@example.com');
  await english.getByRole('textbox', { name: /code/i }).pressSequentially(await makeWrongCode(key));
  await english.getByText('That was not it. Is it the code for Example Shop?').waitFor();
  expect(withoutRefusals(faults)).toEqual([]);
});

test('a form without a script posts the code, and its backend asks the server', async () => {
  interface Example {
    checkCode: (order: {
      loginId: string;
      code: string;
      clientAddress: string;
    }) => Promise<boolean>;
  }
  const { checkCode } = (await import(
    path.join(root, 'examples/backend/check-code.js')
  )) as Example;
  const key = await new Api(server.url).signUp('anna@example.com');
  const { page, faults } = await visit('plain-form.html');
  expect(await page.locator('script').count()).toBe(1);
  const posted: string[] = [];
  await page.route('**/sign-in', async (route) => {
    posted.push(route.request().postData() ?? '');
    await route.fulfill({ contentType: 'text/html', body: '<h1>Posted</h1>' });
  });
  const form = page.locator('form');
  const isValid = (): Promise<boolean> =>
    form.evaluate((element) => (element as HTMLFormElement).checkValidity());
  await form.locator('[name=email]').fill('anna@example.com');
  await form.locator('[name=password]').fill('correct horse');

  // Empty, and then incomplete: the browser keeps the form back.
  await form.getByRole('button', { name: 'Sign in' }).click();
  expect(await isValid()).toBe(false);
  const code = await readCode(key, { stepsAhead: 1 });
  const field = form.getByRole('textbox', { name: /code/i });
  await field.pressSequentially(code.slice(0, 5));
  await form.getByRole('button', { name: 'Sign in' }).click();
  expect(await isValid()).toBe(false);
  expect(posted).toEqual([]);

  // The sixth digit sends the form.
  await field.press('End');
  await field.pressSequentially(code.slice(5));
  await page.getByRole('heading', { name: 'Posted' }).waitFor();
  const body = new URLSearchParams(posted[0]);
  expect(Object.fromEntries(body)).toEqual({
    email: 'anna@example.com',
    password: 'correct horse',
    code,
  });
  expect(faults).toEqual([]);

  const loginId = 'anna@example.com';
  const clientAddress = '192.0.2.7';
  expect(await checkCode({ loginId, code, clientAddress })).toBe(true);
  expect(await checkCode({ loginId, code, clientAddress }), 'a second time').toBe(false);
  await expect(checkCode({ loginId: 'nobody', code, clientAddress })).rejects.toThrow();
});

test('a page without elements signs up and in with markup of its own', async () => {
  const { page, person, faults } = await visit('headless.html');
  const signUp = page.locator('#sign-up');
  await signUp.getByRole('button', { name: 'Continue' }).click();
  await signUp.getByText('Enter a login ID.').waitFor();
  await signUp.getByLabel('Login ID').fill('emmy@example.com');
  await signUp.getByRole('button', { name: 'Continue' }).click();
  const { key } = await person.scan();
  expect(await signUp.locator('code').innerText()).toBe(key);

  const confirm = signUp.locator('form[data-step=enroll]');
  await typeAndSubmit(confirm, { code: await makeWrongCode(key) });
  await signUp.getByText('That code didn’t work. Wait for the next one').waitFor();
  const code = await readCode(key);
  await typeAndSubmit(confirm, { code: `${code.slice(0, 3)} ${code.slice(3)}` });
  await signUp.getByRole('listitem').first().waitFor();
  expect(await signUp.getByRole('listitem').count()).toBe(8);
  await signUp.getByRole('button', { name: 'I have saved them' }).click();
  await signUp.getByText('You are signed up.').waitFor();

  const signIn = page.locator('#sign-in form');
  const next = await readCode(key, { stepsAhead: 1 });
  await typeAndSubmit(signIn, { loginId: 'emmy@example.com', code: next });
  await page.getByText('You are signed in.').waitFor();
  expect(await page.evaluate(() => customElements.get('totp-verify'))).toBe(undefined);
  expect(withoutRefusals(faults)).toEqual([]);
});

test('a page that is written from right to left has its elements so, in its language', async () => {
  const { page, faults } = await visit('right-to-left.html');
  const heading = page.getByRole('heading').first();
  await heading.waitFor();
  expect(await heading.innerText()).toMatch(/^\p{Script=Arabic}/u);
  expect(await heading.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
  expect(faults).toEqual([]);
});

test('a look of its own reaches everything, and the QR code still scans', async () => {
  const { page, person, faults } = await visit('look.html');
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const submit = page.getByRole('button', { name: 'Continue' });
  const color = await submit.evaluate((button) => getComputedStyle(button).backgroundColor);
  expect(color).toBe('rgb(122, 46, 142)');
  await person.startSignUp('lise@example.com');
  const { key } = await person.scan();
  const dark = page.locator('totp-qr svg path').last();
  expect(await dark.evaluate((code) => getComputedStyle(code).fill)).toBe('rgb(59, 17, 69)');
  await person.typeCode(await readCode(key));
  await saveRecoveryCodes(page);
  expect(faults).toEqual([]);
});

test('a page with a strict policy signs people up', async () => {
  const visitor = await visit('strict-policy.html');
  const { page, person, faults } = visitor;
  await person.startSignUp('rosa@example.com');
  await scanAndConfirm(visitor);
  await saveRecoveryCodes(page);
  await page.getByRole('heading', { name: 'You’re all set' }).waitFor();
  expect(faults).toEqual([]);
});

test('who is signed in confirms it and gets new recovery codes', async () => {
  const visitor = await visit('own-layout.html');
  const { page, person, faults } = visitor;
  await person.startSignUp('ruth@example.com');
  const key = await scanAndConfirm(visitor);
  const before = await saveRecoveryCodes(page);

  await page.goto(`${site.url}/recovery-codes.html`);
  await person.typeCode(await readCode(key, { stepsAhead: 1 }));
  await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor();
  const after = await saveRecoveryCodes(page);
  expect(after).toHaveLength(8);
  expect(after).not.toContain(before[0]);
  await page.locator('totp-recovery-codes').waitFor({ state: 'detached' });
  expect(faults).toEqual([]);
});

test('one tag looks after what is somebody’s own', async () => {
  const visitor = await visit('own-layout.html');
  const { page, person, faults } = visitor;
  await person.startSignUp('hedy@example.com');
  await scanAndConfirm(visitor);
  await saveRecoveryCodes(page);

  await page.goto(`${site.url}/authenticators.html`);
  await page.getByRole('button', { name: 'Rename Authenticator app' }).click();
  await page.keyboard.type('Phone');
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('The name is saved.').waitFor();
  await page.getByRole('heading', { name: 'Phone' }).waitFor();
  await page.getByText('This browser').waitFor();
  expect(faults).toEqual([]);
});

test('a site with a login of its own lets its user do so by a ticket', async () => {
  interface Example {
    makeManageTicket: (userId: string) => Promise<string>;
  }
  const { makeManageTicket } = (await import(
    path.join(root, 'examples/backend/make-manage-ticket.js')
  )) as Example;
  await new Api(server.url).signUp('katherine@example.com');
  const { userId } = await new Management(server.url).findUser('katherine@example.com');
  const page = await browser.newPage({ locale: 'en-US' });
  await page.route('**/account/manage-ticket', async (route) =>
    route.fulfill({ contentType: 'text/plain', body: await makeManageTicket(userId) }),
  );
  await page.goto(`${site.url}/manage-ticket.html`);
  await page.getByRole('heading', { name: 'Your authenticators' }).waitFor();
  await page.getByText('Codes left: 8').waitFor();
  expect(await page.getByText('This browser').count()).toBe(0);
});
