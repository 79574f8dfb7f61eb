import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Api } from './harness/api.ts';
import { makeWrongCode, readCode } from './harness/authenticator.ts';
import { launchBrowser } from './harness/browser.ts';
import { Keyboard } from './harness/keyboard.ts';
import { Management } from './harness/management.ts';
import { openOwnPage, writeOwnPage } from './harness/own-page.ts';
import { scanQr } from './harness/scanner.ts';
import { makeDataFolder, startServer, type RunningServer } from './harness/server.ts';
import { serveSite, type Site } from './harness/site.ts';

const stack = new AsyncDisposableStack();
let browser: Browser;
let server: RunningServer;
let site: Site;

beforeAll(async () => {
  const folder = stack.use(await makeDataFolder());
  const siteFolder = stack.use(await makeDataFolder());
  site = stack.use(await serveSite(siteFolder.path));
  server = stack.use(
    await startServer({ folder: folder.path, env: { TOTP_KIT_ORIGINS: site.url } }),
  );
  const flow = `<a href="#before">Before</a>${flowOf('sign-up-or-in')}`;
  const page = writeOwnPage({ body: flow }, { elements: `${server.url}/totp-kit.js` });
  await writeFile(path.join(siteFolder.path, 'index.html'), page);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await stack.disposeAsync();
});

function flowOf(action: string): string {
  return `<totp-flow action="${action}"></totp-flow>`;
}

interface Visit {
  readonly page: Page;
  readonly keyboard: Keyboard;
}

async function visit(url?: string): Promise<Visit> {
  const context = await browser.newContext({ locale: 'en-US' });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  const keyboard = await Keyboard.of(page);
  if (url !== undefined) await page.goto(url);
  return { page, keyboard };
}

function readClipboard(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}

const loginId = 'textbox "Login ID"';
const firstCode = 'textbox "Enter the 6-digit code it shows"';
const code = 'textbox "Code from your authenticator app"';
const otherWay = 'DisclosureTriangle "Can’t scan? Enter a key instead"';

/** From the QR code to the key, by the way that people take who can't scan. */
async function copyKey({ page, keyboard }: Visit): Promise<string> {
  await keyboard.tabTo(otherWay);
  await keyboard.press('Enter');
  await page.getByRole('button', { name: 'Copy key' }).waitFor();
  expect(await keyboard.tabTo('button "Copy key"')).toEqual(['button "Copy key"']);
  await keyboard.press('Space');
  await keyboard.expectFocus('button "Copied"');
  return readClipboard(page);
}

/** Keeps the recovery codes in both ways that need no printer. */
async function keepRecoveryCodes({ page, keyboard }: Visit): Promise<string[]> {
  await keyboard.expectFocus('heading "Keep these recovery codes"');
  expect(await keyboard.tabTo('button "Download"')).toEqual(['button "Copy"', 'button "Download"']);
  const [download] = await Promise.all([page.waitForEvent('download'), keyboard.press('Enter')]);
  const sheet = await readFile(await download.path(), 'utf8');
  await keyboard.tabTo('button "Copy"', { key: 'Shift+Tab' });
  await keyboard.press('Enter');
  await keyboard.expectFocus('button "Copied"');
  const codes = (await readClipboard(page)).split('\n');
  expect(codes).toHaveLength(8);
  expect(sheet).toContain(codes.join('\n'));
  const rest = ['button "Download"', 'button "Print"', 'button "I have saved them"'];
  expect(await keyboard.tabTo('button "I have saved them"')).toEqual(rest);
  await keyboard.press('Enter');
  return codes;
}

test('a person without a mouse signs up, out, in by code and in by a recovery code', async () => {
  const visited = await visit(`${server.url}/sign-up.html`);
  const { page, keyboard } = visited;

  await page.getByRole('heading', { name: 'Create your account' }).waitFor();
  expect(await keyboard.tabTo(loginId)).toEqual([
    'link "Skip to content"',
    'link "Windowsill"',
    'link "Sign in"',
    loginId,
  ]);
  expect(await keyboard.tabTo('button "Continue"')).toEqual(['button "Continue"']);
  await keyboard.press('Space');
  // What is missing is said, and the focus is where it can be mended.
  await keyboard.expectFocus(loginId);
  await keyboard.type('ada@example.com');
  await keyboard.press('Enter');

  await keyboard.expectFocus('heading "Set up your authenticator app"');
  expect(await keyboard.tabTo(otherWay)).toEqual(['button "Change login ID"', otherWay]);
  await keyboard.tabTo('button "Change login ID"', { key: 'Shift+Tab' });
  await keyboard.press('Enter');
  await keyboard.expectFocus('heading "Create your account"');
  expect(await keyboard.tabTo('button "Continue"')).toEqual([loginId, 'button "Continue"']);
  await keyboard.press('Enter');
  await keyboard.expectFocus('heading "Set up your authenticator app"');

  const key = await copyKey(visited);
  expect(new URL(await scanQr(page)).searchParams.get('secret')).toBe(key);
  expect(await keyboard.tabTo(firstCode)).toEqual(['link "Open authenticator app"', firstCode]);
  await keyboard.tabTo('button "Confirm"');
  await keyboard.press('Enter');
  await keyboard.expectFocus(firstCode);
  await keyboard.type(await readCode(key));
  const [recoveryCode = ''] = await keepRecoveryCodes(visited);
  await page.waitForURL('**/account.html');
  await page.getByRole('heading', { name: 'Good to see you, ada@example.com' }).waitFor();
  await keyboard.tabTo('button "Sign out"');
  await keyboard.press('Enter');
  await page.waitForURL('**/sign-in.html');

  await keyboard.tabTo(loginId);
  await keyboard.type('ada@example.com');
  expect(await keyboard.tabTo(code)).toEqual([code]);
  await keyboard.type(await makeWrongCode(key));
  await page.getByText(/wait for the next code and try again/).waitFor();
  await keyboard.expectFocus(code);
  // The digits are selected: the right ones take their place.
  await keyboard.type(await readCode(key, { stepsAhead: 1 }));
  await page.waitForURL('**/account.html');
  await page.getByRole('heading', { name: 'Good to see you, ada@example.com' }).waitFor();
  await keyboard.tabTo('button "Sign out"');
  await keyboard.press('Enter');
  await page.waitForURL('**/sign-in.html');

  const lost = 'button "Lost your phone? Use a recovery code"';
  await keyboard.tabTo(loginId);
  await keyboard.type('ada@example.com');
  expect(await keyboard.tabTo(lost)).toEqual([code, 'button "Sign in"', lost]);
  await keyboard.press('Space');
  await keyboard.expectFocus(loginId);
  expect(await keyboard.tabTo('textbox "Recovery code"')).toEqual(['textbox "Recovery code"']);
  await keyboard.type('0000-0000-0000-0000-0000-0000');
  await keyboard.press('Enter');
  await page.getByText(/or try another one: each works once/).waitFor();
  await keyboard.expectFocus('textbox "Recovery code"');
  await keyboard.press('Control+A');
  await keyboard.type(recoveryCode);
  await keyboard.press('Enter');
  await page.waitForURL('**/account.html');

  expect(await keyboard.faults()).toEqual([]);
  await page.context().close();
});

test('<totp-flow> is gone through, and back, and through again, without a mouse', async () => {
  const visited = await visit(site.url);
  const { page, keyboard } = visited;
  const isNew = 'button "I’m new here"';
  const isKnown = 'button "I’ve set it up here before"';
  await page.getByRole('heading', { name: 'Sign in or sign up' }).waitFor();

  const choice = ['link "Before"', loginId, isKnown, isNew];
  expect(await keyboard.tabTo(isNew)).toEqual(choice);
  await keyboard.press('Enter');
  await keyboard.expectFocus(loginId);
  await keyboard.type('grace@example.com');
  await keyboard.tabTo(isNew);
  await keyboard.press('Enter');

  await keyboard.expectFocus('heading "Set up your authenticator app"');
  await keyboard.tabTo('button "Back"');
  await keyboard.press('Space');
  await keyboard.expectFocus(loginId);
  await keyboard.tabTo(isKnown);
  await keyboard.press('Enter');
  await keyboard.expectFocus(code);
  await keyboard.tabTo('button "Back"');
  await keyboard.press('Enter');
  await keyboard.expectFocus(loginId);
  await keyboard.tabTo(isNew);
  await keyboard.press('Space');

  await keyboard.expectFocus('heading "Set up your authenticator app"');
  const key = await copyKey(visited);
  await keyboard.tabTo(firstCode);
  await keyboard.type(await readCode(key));
  const [recoveryCode = ''] = await keepRecoveryCodes(visited);
  await keyboard.expectFocus('heading "You’re all set"');
  expect(await keyboard.faults()).toEqual([]);

  await page.reload();
  await page.getByRole('heading', { name: 'Sign in or sign up' }).waitFor();
  await keyboard.tabTo(loginId);
  await keyboard.type('grace@example.com');
  await keyboard.press('Enter');
  await keyboard.expectFocus(code);
  await keyboard.type(await makeWrongCode(key));
  await page.getByText('That code didn’t work').waitFor();
  await keyboard.expectFocus(code);
  await keyboard.type(await readCode(key, { stepsAhead: 1 }));
  await keyboard.expectFocus('heading "You’re signed in"');
  expect(await keyboard.faults()).toEqual([]);

  await page.reload();
  await page.getByRole('heading', { name: 'Sign in or sign up' }).waitFor();
  await keyboard.tabTo(loginId);
  await keyboard.type('grace@example.com');
  await keyboard.press('Enter');
  await keyboard.expectFocus(code);
  await keyboard.tabTo('button "Lost your phone? Use a recovery code"');
  await keyboard.press('Enter');
  await keyboard.expectFocus('textbox "Recovery code"');
  await keyboard.tabTo('button "Use your authenticator app"');
  await keyboard.press('Enter');
  await keyboard.expectFocus(code);
  await keyboard.tabTo('button "Lost your phone? Use a recovery code"');
  await keyboard.press('Enter');
  await keyboard.expectFocus('textbox "Recovery code"');
  await keyboard.type(recoveryCode);
  await keyboard.press('Enter');
  await keyboard.expectFocus('heading "You’re signed in"');
  expect(await keyboard.faults()).toEqual([]);
  await page.context().close();
});

test('who signs in to change their authenticator keeps the focus, too', async () => {
  const { page, keyboard } = await visit();
  const key = await new Api(server.url).signUp('mary@example.com');
  await openOwnPage(page, server.url, { body: flowOf('update-user') });
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await keyboard.tabTo(loginId);
  await keyboard.type('mary@example.com');
  await keyboard.tabTo(code);
  await keyboard.type(await readCode(key, { stepsAhead: 1 }));
  await keyboard.expectFocus('heading "Set up your authenticator app"');
  expect(await keyboard.faults()).toEqual([]);
  await page.context().close();
});

test('looking after authenticators by keyboard loses the focus nowhere, and comes back to where it was', async () => {
  const { page, keyboard } = await visit();
  await new Api(server.url).signUp('hedy@example.com');
  const management = new Management(server.url);
  const { userId } = await management.findUser('hedy@example.com');
  const ticket = await management.makeTicket(userId, 'manage');
  await openOwnPage(page, server.url, {
    body: `<totp-authenticators ticket="${ticket}"></totp-authenticators>`,
  });
  await page.getByRole('heading', { name: 'Your authenticators' }).waitFor();
  const app = 'Authenticator app';
  expect(await keyboard.tabTo('button "Make new recovery codes"')).toEqual([
    `button "Rename ${app}"`,
    `button "Replace ${app}"`,
    `button "Remove ${app}"`,
    'button "Add an authenticator"',
    'button "Make new recovery codes"',
  ]);
  await keyboard.press('Enter');
  await keyboard.expectFocus('heading "Make new recovery codes?"');
  await keyboard.tabTo('button "Cancel"');
  await keyboard.press('Enter');
  await keyboard.expectFocus('button "Make new recovery codes"');
  await keyboard.tabTo(`button "Rename ${app}"`, { key: 'Shift+Tab' });
  await keyboard.press('Space');
  await keyboard.expectFocus('textbox "Name"');
  await keyboard.press('Enter');
  await page.getByText('Enter a name.').waitFor();
  await keyboard.expectFocus('textbox "Name"');
  await keyboard.type('Phone');
  await keyboard.press('Enter');
  await keyboard.expectFocus('button "Rename Phone"');
  await keyboard.tabTo('button "Remove Phone"');
  await keyboard.press('Enter');
  await keyboard.expectFocus('heading "“Phone” is your only authenticator"');
  await keyboard.tabTo('button "Replace"');
  await keyboard.press('Enter');
  await keyboard.expectFocus('heading "Set up your authenticator app"');
  await keyboard.tabTo('button "Cancel"');
  await keyboard.press('Enter');
  await keyboard.expectFocus('button "Remove Phone"');
  expect(await keyboard.faults()).toEqual([]);
  await page.context().close();
});

test('where the server tells who has an account, the focus goes with the answer', async () => {
  await using folder = await makeDataFolder();
  const env = { TOTP_KIT_ACCOUNT_DISCLOSURE: 'open' };
  await using telling = await startServer({ folder: folder.path, env });
  await new Api(telling.url).signUp('joan@example.com');
  const { page, keyboard } = await visit();
  await openOwnPage(page, telling.url, { body: flowOf('sign-up-or-in') });
  await page.getByRole('heading', { name: 'Sign in or sign up' }).waitFor();
  expect(await keyboard.tabTo('button "Continue"')).toEqual([loginId, 'button "Continue"']);
  await keyboard.press('Shift+Tab');
  await keyboard.type('joan@example.com');
  await keyboard.tabTo('button "Continue"');
  await keyboard.press('Enter');
  await keyboard.expectFocus(code);
  await keyboard.tabTo('button "Back"');
  await keyboard.press('Enter');
  await keyboard.expectFocus(loginId);
  await keyboard.press('Control+A');
  await keyboard.type('edith@example.com');
  await keyboard.press('Enter');
  await keyboard.expectFocus('heading "Set up your authenticator app"');
  expect(await keyboard.faults()).toEqual([]);
  await page.context().close();
});

test('trying again, in vain and then not, keeps the focus', async () => {
  const { page, keyboard } = await visit();
  await page.route('**/api/**', (route) => route.abort());
  await openOwnPage(page, server.url, { body: flowOf('sign-up-or-in') });
  await page.getByRole('heading', { name: 'That didn’t work' }).waitFor();
  expect(await keyboard.tabTo('button "Try again"')).toEqual(['button "Try again"']);
  await keyboard.press('Enter');
  await keyboard.expectFocus('heading "That didn’t work"');
  await page.unroute('**/api/**');
  await keyboard.tabTo('button "Try again"');
  await keyboard.press('Enter');
  await keyboard.expectFocus(loginId);
  await page.context().close();
});

test('a focus that nobody sees, and one that is lost, would be found', async () => {
  const { page, keyboard } = await visit();
  const links = ['a', 'b'].map((name) => `<a href="#${name}" style="outline: none">${name}</a>`);
  const button = '<button type="button" onclick="this.remove()">Go</button>';
  await openOwnPage(page, server.url, { body: [...links, button].join('') });
  expect(await keyboard.tabTo('button "Go"')).toEqual(['link "a"', 'link "b"', 'button "Go"']);
  await keyboard.press('Enter');
  await expect.poll(() => keyboard.faults()).toHaveLength(3);
  const [first, second, third] = await keyboard.faults();
  expect([first, second]).toEqual(['nothing shows: link "a"', 'nothing shows: link "b"']);
  expect(third).toMatch(/^lost/);
  await page.context().close();
});
