import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Api } from './harness/api.ts';
import { readCode } from './harness/authenticator.ts';
import { launchBrowser } from './harness/browser.ts';
import { Management } from './harness/management.ts';
import { copyPlainHtmlFor } from './harness/other-origin.ts';
import { Person } from './harness/person.ts';
import {
  makeDataFolder,
  managementKey,
  root,
  startServer,
  type RunningServer,
} from './harness/server.ts';
import { serveSite, type Site } from './harness/site.ts';

// The files that the README quotes, run as they stand; only the address of the server is another.

const stack = new AsyncDisposableStack();
let browser: Browser;
let server: RunningServer;
let site: Site;

beforeAll(async () => {
  const data = stack.use(await makeDataFolder());
  const pages = stack.use(await makeDataFolder());
  site = stack.use(await serveSite(pages.path));
  const env = { TOTP_KIT_ORIGINS: site.url };
  server = stack.use(await startServer({ folder: data.path, env }));
  await copyPlainHtmlFor(server.url, pages.path);
  process.env['TOTP_KIT_PUBLIC_URL'] = server.url;
  process.env['TOTP_KIT_MANAGEMENT_KEY'] = managementKey;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await stack.disposeAsync();
});

async function openExample(): Promise<Page> {
  const page = await browser.newPage({ locale: 'en-US' });
  await page.goto(site.url);
  return page;
}

async function importExample<Module>(file: string): Promise<Module> {
  return (await import(path.join(root, 'examples', file))) as Module;
}

test('the page signs people up from another origin', async () => {
  const page = await openExample();
  const setup = page.locator('totp-setup');
  await setup.getByRole('textbox', { name: 'Login ID' }).fill('grace@example.com');
  await setup.getByRole('button', { name: 'Continue' }).click();
  const person = new Person(page);
  const { key } = await person.scan();
  await setup.getByRole('textbox', { name: /code/i }).pressSequentially(await readCode(key));
  await person.saveRecoveryCodes();
  await setup.getByRole('heading', { name: 'You’re all set' }).waitFor();
});

test('the page signs people in, its script greets them and knows them again', async () => {
  const key = await new Api(server.url).signUp('mary@example.com');
  const page = await openExample();
  await page.addScriptTag({ url: 'account.js', type: 'module' });
  const verify = page.locator('totp-verify');
  await verify.getByRole('textbox', { name: 'Login ID' }).fill('mary@example.com');
  const code = await readCode(key, { stepsAhead: 1 });
  const greeted = page.waitForEvent('console', (message) => message.text().startsWith('Hello'));
  await verify.getByRole('textbox', { name: /code/i }).pressSequentially(code);
  await verify.getByText('Welcome back, mary@example.com.').waitFor();
  expect((await greeted).text()).toBe('Hello mary@example.com');

  await page.reload();
  const known = page.waitForEvent('console');
  await page.addScriptTag({ url: 'account.js', type: 'module' });
  expect((await known).text()).toMatch(/^mary@example.com, until \d{4}-/);
});

test('the theme reaches into the elements', async () => {
  const page = await openExample();
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.addStyleTag({ url: 'theme.css' });
  const submit = page.locator('totp-setup').getByRole('button', { name: 'Continue' });
  const color = await submit.evaluate((button) => getComputedStyle(button).backgroundColor);
  expect(color).toBe('rgb(122, 46, 142)');
});

test('a backend reads whose access token it got, and refuses a changed one', async () => {
  interface Example {
    readUserId: (token: string) => Promise<string | undefined>;
  }
  const { readUserId } = await importExample<Example>('backend/read-user-id.js');
  const api = new Api(server.url);
  const key = await api.signUp('ada@example.com');
  const { body } = await api.verify('ada@example.com', await readCode(key, { stepsAhead: 1 }));
  const token = body.session?.accessToken ?? '';
  expect(await readUserId(token)).toBe(body.user.userId);

  const [header, , signature] = token.split('.');
  const claims = Buffer.from(JSON.stringify({ sub: 'somebody-else' })).toString('base64url');
  expect(await readUserId(`${header}.${claims}.${signature}`)).toBeUndefined();
});

test('a backend makes a link by which a user sets up an authenticator app', async () => {
  interface Example {
    makeSetupLink: (userId: string) => Promise<string>;
  }
  const { makeSetupLink } = await importExample<Example>('backend/make-setup-link.js');
  await new Api(server.url).signUp('edith@example.com');
  const { userId } = await new Management(server.url).findUser('edith@example.com');
  const page = await browser.newPage({ locale: 'en-US' });
  await page.goto(await makeSetupLink(userId));
  const person = new Person(page);
  const { key } = await person.scan();
  await person.typeCode(await readCode(key));
  await page.getByRole('heading', { name: 'You’re all set' }).waitFor();
  await expect(makeSetupLink('nobody')).rejects.toThrow();
});
