import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeWrongCode, readCode } from './harness/authenticator.ts';
import { launchBrowser } from './harness/browser.ts';
import { Keyboard } from './harness/keyboard.ts';
import { writeOwnPage } from './harness/own-page.ts';
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
  const flow = '<a href="#before">Before</a><totp-flow action="sign-up-or-in"></totp-flow>';
  const page = writeOwnPage({ body: flow }, { elements: `${server.url}/totp-kit.js` });
  await writeFile(path.join(siteFolder.path, 'index.html'), page);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await stack.disposeAsync();
});

interface Visit {
  readonly page: Page;
  readonly keyboard: Keyboard;
}

async function visit(url: string, context?: BrowserContext): Promise<Visit> {
  const visited = context ?? (await browser.newContext({ locale: 'en-US' }));
  const permissions = ['clipboard-read', 'clipboard-write'];
  await visited.grantPermissions(permissions, { origin: new URL(url).origin });
  const page = await visited.newPage();
  const keyboard = await Keyboard.of(page);
  await page.goto(url);
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
  const context = await browser.newContext({ locale: 'en-US' });
  const visited = await visit(`${server.url}/sign-up.html`, context);
  const { page, keyboard } = visited;

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
  await keyboard.type('WRONG-WRONG-WRONG-WRONG');
  await keyboard.press('Enter');
  await page.getByText(/or try another one: each works once/).waitFor();
  await keyboard.expectFocus('textbox "Recovery code"');
  await keyboard.press('Control+A');
  await keyboard.type(recoveryCode);
  await keyboard.press('Enter');
  await page.waitForURL('**/account.html');

  expect(await keyboard.faults()).toEqual([]);
  await context.close();
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
