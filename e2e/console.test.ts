import { Secret, TOTP } from 'otpauth';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { startConsoleServer, visitConsole, type ConsoleServer } from './harness/console.ts';
import { Person } from './harness/person.ts';

const minuteMs = 60_000;
const stepMs = 30_000;

let browser: Browser;
let server: ConsoleServer;
let context: BrowserContext;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

beforeEach(async () => {
  server = await startConsoleServer();
  context = await browser.newContext({ locale: 'en-US' });
});

afterEach(async () => {
  await context.close();
  await server[Symbol.asyncDispose]();
});

/** Opens the link of an invitation and sets an app up; gives what the app shows. */
async function join(page: Page, loginId?: string): Promise<() => string> {
  const person = new Person(page);
  if (loginId !== undefined) await person.startSignUp(loginId);
  const { key } = await person.scan();
  const code = (): string =>
    new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: server.now() });
  await person.finishSignUp(code());
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  return code;
}

async function goTo(page: Page, view: string): Promise<void> {
  await page.getByRole('link', { name: view, exact: true }).click();
  await page.getByRole('heading', { name: view, level: 1 }).waitFor();
}

test('the first administrator comes by a link, looks at every page, and makes a key', async () => {
  const { page, complaints } = await visitConsole(context, await server.inviteFirst());
  const code = await join(page, 'root');
  expect(page.url()).toBe(`${server.url}/console`);

  for (const view of ['Users', 'Events', 'Administrators', 'Settings', 'Keys', 'Overview']) {
    await goTo(page, view);
  }
  await page.getByText('Signed up').or(page.getByText('Administrator made')).first().waitFor();

  await goTo(page, 'Keys');
  server.advance(6 * minuteMs);
  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.keyboard.type('shop');
  await page.getByLabel('See users').check();
  await page.getByRole('button', { name: 'Make key' }).click();
  await page.getByText('so it needs a code from the last five minutes').waitFor();
  await page.keyboard.type(code());
  const key = await page.getByRole('status', { name: 'The key' }).innerText();
  const asked = await fetch(`${server.url}/api/v1/manage/users`, {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(asked.status).toBe(200);
  expect(complaints).toEqual([]);
});

test('somebody is invited as support, and sees no more than that', async () => {
  const { page } = await visitConsole(context, await server.inviteFirst());
  await join(page, 'root');
  await goTo(page, 'Administrators');
  await page.getByRole('button', { name: 'Add an administrator' }).click();
  await page.keyboard.type('helper');
  await page.getByLabel('Support').check();
  await page.getByRole('button', { name: 'Make the link' }).click();
  const link = await page.getByRole('status', { name: 'The link' }).innerText();

  const elsewhere = await browser.newContext({ locale: 'en-US' });
  try {
    const { page: other, complaints } = await visitConsole(elsewhere, link);
    await join(other);
    const links = other.getByRole('navigation').getByRole('link');
    expect(await links.allInnerTexts()).toEqual(['Overview', 'Users', 'Events']);
    await other.goto(`${server.url}/console/keys`);
    await other.getByRole('heading', { name: 'Not for your role' }).waitFor();

    const { page: late } = await visitConsole(elsewhere, link);
    await late.getByText('You are signed in as').waitFor();
    await late.getByRole('button', { name: 'Sign out and set it up' }).click();
    await late.getByRole('heading', { name: 'This link does not work any more' }).waitFor();
    expect(complaints).toEqual([]);
  } finally {
    await elsewhere.close();
  }
});

test('who is signed out meanwhile signs in again where they were', async () => {
  const { page } = await visitConsole(context, await server.inviteFirst());
  const code = await join(page, 'root');
  await goTo(page, 'Events');
  await page.getByRole('textbox', { name: 'User', exact: true }).fill('user_1');
  server.advance(16 * minuteMs);
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByText('You were signed out, because').waitFor();

  server.advance(stepMs);
  const person = new Person(page);
  await person.typeLoginId('root');
  await person.typeCode(code());
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await page.getByRole('textbox', { name: 'User', exact: true }).inputValue()).toBe(
    'user_1',
  );
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByText('Nothing was found.').waitFor();
});

test('the console at another address says where it is', async () => {
  const other = server.url.replace('localhost', '127.0.0.1');
  const relay = await browser.newContext({ locale: 'en-US' });
  try {
    const page = await relay.newPage();
    // The server listens on another name only: what comes to this one is passed on to it.
    await page.route(`${other}/**`, async (route) => {
      const url = route.request().url().replace(other, server.url);
      await route.fulfill({ response: await route.fetch({ url }) });
    });
    await page.goto(`${other}/console`);
    await page.getByRole('heading', { name: 'The console is not at this address' }).waitFor();
    await page.getByText(`Open it at ${server.url}/console`).waitFor();
  } finally {
    await relay.close();
  }
});
