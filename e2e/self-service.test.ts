import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Api } from './harness/api.ts';
import { readCode } from './harness/authenticator.ts';
import { findBarriers } from './harness/axe.ts';
import { launchBrowser } from './harness/browser.ts';
import { Management } from './harness/management.ts';
import { openOwnPage } from './harness/own-page.ts';
import { Person } from './harness/person.ts';
import { makeDataFolder, startServer, type RunningServer } from './harness/server.ts';

const stack = new AsyncDisposableStack();
let browser: Browser;
let server: RunningServer;
let database: string;

beforeAll(async () => {
  const folder = stack.use(await makeDataFolder());
  database = path.join(folder.path, 'totp-kit.db');
  server = stack.use(await startServer({ folder: folder.path }));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await stack.disposeAsync();
});

/** Somebody on a page of their own, in a browser that nobody has used before. */
async function open(where: string): Promise<Person> {
  const context = await browser.newContext({ locale: 'en-US', bypassCSP: true });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(new URL(where, server.url).href);
  return new Person(page);
}

/** Lets an hour pass for what the server thinks of every session. */
function makeSessionsStale(): void {
  const store = new DatabaseSync(database);
  try {
    store.exec('UPDATE sessions SET verified_at = verified_at - 3600000');
  } finally {
    store.close();
  }
}

function button(page: Page, name: string | RegExp): ReturnType<Page['getByRole']> {
  return page.getByRole('button', { name });
}

/** The names of the authenticators in the list. */
async function listNames(page: Page): Promise<string[]> {
  await page.getByRole('heading', { name: 'Your authenticators' }).waitFor();
  return page.locator('totp-authenticators').locator('h3 bdi').allInnerTexts();
}

async function expectOutcome(page: Page, outcome: string): Promise<void> {
  await page.getByRole('status').getByText(outcome).waitFor();
}

test('the signed-in look after their authenticators, recovery codes and sessions', async () => {
  const person = await open('/sign-up.html');
  const { page } = person;
  await person.startSignUp('ada@example.com');
  const { key: firstKey } = await person.scan();
  const [oldRecoveryCode = ''] = await person.finishSignUp(await readCode(firstKey));
  const own = page.locator('totp-authenticators');
  expect(await listNames(page)).toEqual(['Authenticator app']);
  await page.getByText('Codes left: 8').waitFor();

  // Names the first, adds a second by a scanned code.
  await button(page, 'Rename Authenticator app').click();
  await page.keyboard.type('Phone');
  await page.keyboard.press('Enter');
  await expectOutcome(page, 'The name is saved.');
  await button(page, 'Add an authenticator').click();
  const { key: secondKey } = await person.scan();
  expect(secondKey).not.toBe(firstKey);
  await person.typeCode(await readCode(secondKey));
  await expectOutcome(page, 'The new authenticator works.');
  expect((await listNames(page)).sort()).toEqual(['Authenticator app', 'Phone']);

  // Replaces the first: it works until the new one is confirmed, and no longer.
  await button(page, 'Replace Phone').click();
  await page.getByText('works until you confirm the new one.').waitFor();
  const { key: thirdKey } = await person.scan();
  const management = new Management(server.url);
  const listLabels = async (): Promise<unknown[]> =>
    (await management.findUser('ada@example.com')).authenticators.map(({ label }) => label);
  expect(await listLabels()).toEqual(['Phone', undefined]);
  await person.typeCode(await readCode(thirdKey));
  await expectOutcome(page, 'the old one has ended.');
  const refused = await new Api(server.url).verify(
    'ada@example.com',
    await readCode(firstKey, { stepsAhead: 1 }),
  );
  expect(refused.body.code).toBe('invalid_code');
  expect((await listNames(page)).sort()).toEqual(['Authenticator app', 'Phone']);

  // Another browser, signed in by the second, is signed out from here.
  const other = await open('/sign-in.html');
  await other.typeLoginId('ada@example.com');
  await other.typeCode(await readCode(secondKey, { stepsAhead: 1 }));
  await other.page.getByRole('heading', { name: /Good to see you/ }).waitFor();
  await page.reload();
  await listNames(page);
  const elsewhere = button(page, /^Sign out Another browser/);
  expect(await elsewhere.count()).toBe(1);
  await elsewhere.click();
  await own.locator('[part~=submit]').click();
  await expectOutcome(page, 'That browser is signed out.');
  expect(await elsewhere.count()).toBe(0);
  await other.page.reload();
  await other.page.getByRole('heading', { name: 'Sign in' }).waitFor();

  // Time has passed: a code is asked for, and then it is removed without being asked again.
  makeSessionsStale();
  await button(page, 'Remove Authenticator app').click();
  await page.getByRole('heading', { name: 'Remove “Authenticator app”?' }).waitFor();
  await own.locator('[part~=submit]').click();
  await page.getByRole('heading', { name: 'Confirm that it’s you' }).waitFor();
  expect(await findBarriers(page), 'step-up').toEqual([]);
  await person.typeCode(await readCode(thirdKey, { stepsAhead: 1 }));
  await expectOutcome(page, 'The authenticator is removed.');
  expect(await listNames(page)).toEqual(['Phone']);

  // The only one stays.
  await button(page, 'Remove Phone').click();
  await page.getByRole('heading', { name: '“Phone” is your only authenticator' }).waitFor();
  await button(page, 'Cancel').click();

  // New recovery codes end the old ones.
  await button(page, 'Make new recovery codes').click();
  await own.locator('[part~=submit]').click();
  const newRecoveryCodes = await person.saveRecoveryCodes();
  expect(newRecoveryCodes).toHaveLength(8);
  await expectOutcome(page, 'You have new recovery codes.');
  expect(await page.content()).not.toContain(newRecoveryCodes[0]);
  await button(page, 'Forget browsers').click();
  await own.locator('[part~=submit]').click();
  await expectOutcome(page, 'All browsers are forgotten.');
  expect(await findBarriers(page), 'list').toEqual([]);

  const signsIn = async (recoveryCode: string): Promise<boolean> => {
    const response = await fetch(`${server.url}/api/v1/verifications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ loginId: 'ada@example.com', recoveryCode }),
    });
    return response.ok;
  };
  expect(await signsIn(oldRecoveryCode)).toBe(false);
  expect(await signsIn(newRecoveryCodes[0] ?? '')).toBe(true);
});

test('a setup asks for a code first when the session is not fresh', async () => {
  const person = await open('/sign-up.html');
  const { page } = person;
  await person.startSignUp('grace@example.com');
  const { key } = await person.scan();
  await person.finishSignUp(await readCode(key));
  await listNames(page);
  // The page believes that the session is fresh; only the server knows better.
  makeSessionsStale();
  await button(page, 'Add an authenticator').click();
  await page.getByRole('heading', { name: 'Confirm that it’s you' }).waitFor();
  await person.typeCode(await readCode(key, { stepsAhead: 1 }));
  const { key: secondKey } = await person.scan();
  expect(secondKey).not.toBe(key);
  await person.typeCode(await readCode(secondKey));
  await expectOutcome(page, 'The new authenticator works.');
});

test('a `manage` ticket does it inside a site with a login of its own', async () => {
  await new Api(server.url).signUp('mary@example.com');
  const management = new Management(server.url);
  const { userId } = await management.findUser('mary@example.com');
  const ticket = await management.makeTicket(userId, 'manage');
  const page = await browser.newPage({ locale: 'en-US' });
  const person = new Person(page);
  await openOwnPage(page, server.url, {
    body: '<totp-authenticators></totp-authenticators>',
    script: `document.querySelector('totp-authenticators').ticket = ${JSON.stringify(ticket)};`,
  });
  expect(await listNames(page)).toEqual(['Authenticator app']);
  expect(await page.getByText('This browser').count()).toBe(0);

  await button(page, 'Add an authenticator').click();
  const { key } = await person.scan();
  await person.typeCode(await readCode(key));
  await expectOutcome(page, 'The new authenticator works.');
  await button(page, 'Rename Authenticator app').first().click();
  await page.keyboard.type('Old');
  await page.keyboard.press('Enter');
  await button(page, 'Remove Old').click();
  await page.locator('totp-authenticators').locator('[part~=submit]').click();
  await expectOutcome(page, 'The authenticator is removed.');
  await button(page, 'Make new recovery codes').click();
  await page.locator('totp-authenticators').locator('[part~=submit]').click();
  expect(await person.saveRecoveryCodes()).toHaveLength(8);
  expect((await management.findUser('mary@example.com')).authenticators).toHaveLength(1);
  expect(await page.content()).not.toContain(ticket);
});
