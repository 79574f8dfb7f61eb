import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Api } from './harness/api.ts';
import { launchBrowser } from './harness/browser.ts';
import { Management } from './harness/management.ts';
import { Operator } from './harness/operator.ts';
import { makeDataFolder } from './harness/server.ts';
import { startOnTerminal, type TerminalServer } from './harness/terminal.ts';

const stack = new AsyncDisposableStack();
let browser: Browser;
let server: TerminalServer;
let operator: Operator;

const enrolled = Array.from(
  { length: 40 },
  (_, index) => `phone${String(index).padStart(2, '0')}@example.com`,
);

beforeAll(async () => {
  const folder = stack.use(await makeDataFolder());
  server = stack.use(await startOnTerminal({ folder: folder.path }));
  browser = await launchBrowser();
  operator = await Operator.becomeFirst(browser, server);
  const api = new Api(server.url);
  for (const loginId of enrolled) await api.signUp(loginId);
});

afterAll(async () => {
  await browser.close();
  await stack.disposeAsync();
});

test('a connection lost in the middle of a bulk goes on with the same key, nothing twice', async () => {
  const { page } = operator;
  await operator.open('users');
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
  await page.getByText('40 selected').waitFor();
  const keys: string[] = [];
  let isCut = true;
  await page.route('**/console/api/v1/manage/totp-deletions', async (route) => {
    keys.push(route.request().headers()['idempotency-key'] ?? '');
    if (!isCut || keys.length === 1) return route.continue();
    // It arrives, and its answer is lost.
    await route.fetch();
    await route.abort();
  });
  await page.getByRole('button', { name: 'Delete TOTP Seed' }).click();
  await operator.dialog.getByRole('textbox', { name: 'Reason' }).fill('an office moved');
  await operator.typeWhatIsAsked();
  await operator.dialog.getByRole('button', { name: 'Delete TOTP Seed' }).click();
  await operator.dialog.getByText(/^Stopped after \d+ of 40 users$/).waitFor();
  isCut = false;
  await operator.dialog.getByRole('button', { name: 'Continue' }).click();
  const results = await operator.readResults();
  expect(results.size).toBe(40);
  expect(keys.at(-1)).toBe(keys.at(-2));
  const lost = [...results.values()].filter((link) => link === '').length;
  expect(lost).toBeGreaterThan(0);
  // The links of those whose answer was lost are made anew.
  await operator.dialog.getByRole('button', { name: 'Make new links' }).click();
  await expect
    .poll(async () => [...(await operator.readResults()).values()].filter(Boolean).length, {
      timeout: 30_000,
    })
    .toBe(40);
  await page.unroute('**/console/api/v1/manage/totp-deletions');
  await operator.closeResults();
  const actions = await new Management(server.url).listAllEvents({ action: 'totp.deleted' });
  expect(actions).toHaveLength(40);
});

test('who changed meanwhile is left alone', async () => {
  const { page } = operator;
  const [loginId = ''] = enrolled;
  const api = new Api(server.url);
  await api.signUp('zoe@example.com');
  await operator.open('users');
  await page.getByRole('searchbox').fill('zoe');
  await page.getByText('1–1 of 1', { exact: true }).waitFor();
  const management = new Management(server.url);
  const { userId } = await management.findUser('zoe@example.com');
  await management.updateUser(userId, { name: 'Zoe, who moved' });
  await operator.chooseFor('zoe@example.com', 'Delete TOTP Seed');
  await operator.dialog.getByRole('button', { name: 'Delete TOTP Seed' }).click();
  await operator.dialog.getByText('Changed meanwhile, left alone').waitFor();
  await operator.dialog.getByRole('button', { name: 'Look again' }).click();
  expect((await management.findUser('zoe@example.com')).authenticators).toHaveLength(1);
  expect(loginId).not.toBe('');
  if (await operator.dialog.isVisible()) await page.keyboard.press('Escape');
});

test('nobody removes themselves', async () => {
  const { page } = operator;
  await operator.open('administrators');
  await page
    .getByRole('row', { name: /root@example\.com/ })
    .getByRole('button', { name: 'Remove' })
    .click();
  await page.getByRole('button', { name: 'Remove', exact: true }).last().click();
  await page.getByText('Nobody does this to themselves. Ask another administrator.').waitFor();
  await page.keyboard.press('Escape');
});
