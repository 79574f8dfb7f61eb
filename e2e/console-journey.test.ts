import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Api } from './harness/api.ts';
import { readCode } from './harness/authenticator.ts';
import { launchBrowser } from './harness/browser.ts';
import { Management } from './harness/management.ts';
import { firstLinkOf, Operator } from './harness/operator.ts';
import { Person } from './harness/person.ts';
import { makeDataFolder } from './harness/server.ts';
import { startOnTerminal, type TerminalServer } from './harness/terminal.ts';

const stack = new AsyncDisposableStack();
let browser: Browser;
let server: TerminalServer;
let operator: Operator;
let link = '';

const enrolled = Array.from(
  { length: 60 },
  (_, index) => `phone${String(index).padStart(2, '0')}@example.com`,
);
const reason = 'lost phones of the Lisbon office';

beforeAll(async () => {
  const folder = stack.use(await makeDataFolder());
  server = stack.use(await startOnTerminal({ folder: folder.path }));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await stack.disposeAsync();
});

test('the link on the terminal makes the first administrator, by a scanned QR code, once', async () => {
  const firstLink = firstLinkOf(server);
  operator = await Operator.becomeFirst(browser, server);
  expect(operator.page.url()).toBe(`${server.url}/console`);

  const page = await browser.newPage();
  await page.goto(firstLink);
  expect(page.url()).toBe(`${server.url}/console/join`);
  await new Person(page).startSignUp('second@example.com');
  await page.getByRole('heading', { name: 'This link does not work any more' }).waitFor();
  await page.close();
});

test('a thousand users that the API made are listed, searched and paged', async () => {
  const api = new Api(server.url);
  const management = new Management(server.url);
  for (const loginId of enrolled) await api.signUp(loginId);
  const others = Array.from({ length: 940 }, (_, index) => `user${index}@example.com`);
  for (let from = 0; from < others.length; from += 20) {
    await Promise.all(
      others.slice(from, from + 20).map((loginId) => management.createUser(loginId)),
    );
  }
  const { page } = operator;
  await page.getByRole('link', { name: 'Users' }).click();
  await page.getByText('1–50 of 1,000').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('51–100 of 1,000').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('phone4');
  await page.getByText('1–10 of 10', { exact: true }).waitFor();
  await page.getByRole('searchbox').fill('');
  await page.getByText('1–50 of 1,000').waitFor();
});

test('one seed is deleted from its row’s menu, and its link enrolls once', async () => {
  const { page } = operator;
  const loginId = enrolled[0] ?? '';
  await page.getByRole('button', { name: 'Has an authenticator app' }).click();
  await page.getByText('1–50 of 60').waitFor();
  await operator.chooseFor(loginId, 'Delete TOTP Seed');
  await operator.dialog.getByText('They are signed out everywhere').waitFor();
  await operator.dialog.getByRole('textbox', { name: 'Reason (optional)' }).fill('lost phone');
  await operator.dialog.getByRole('button', { name: 'Delete TOTP Seed' }).click();
  link = (await operator.readResults()).get(loginId) ?? '';
  expect(link).toContain(`${server.url}/enroll#ticket=ticket_`);
  await operator.closeResults();
  await page.getByText('1–50 of 59').waitFor();

  const fresh = await browser.newContext({ locale: 'en-US' });
  const opened = await fresh.newPage();
  await opened.goto(link);
  expect(opened.url()).toBe(`${server.url}/enroll`);
  const person = new Person(opened);
  const { key } = await person.scan();
  await person.finishSignUp(await readCode(key));
  await opened.getByRole('heading', { name: 'You’re all set' }).waitFor();
  await fresh.close();

  const again = await browser.newPage({ locale: 'en-US' });
  await again.goto(link);
  await again
    .getByText('This no longer works: it was used, is too old, or there were too many wrong codes.')
    .waitFor();
  expect(await again.getByRole('img', { name: /QR code/ }).count()).toBe(0);
  await again.close();
  expect((await new Management(server.url).findUser(loginId)).authenticators).toHaveLength(1);
  const { body } = await new Api(server.url).verify(
    loginId,
    await readCode(key, { stepsAhead: 1 }),
  );
  expect(body.user.loginId).toBe(loginId);
});

test('forty are deleted by a selection across two pages', async () => {
  const { page } = operator;
  const rows = enrolled.slice(1, 32);
  await page.getByText('1–50 of 60').or(page.getByText('1–50 of 59')).first().waitFor();
  for (const loginId of rows)
    await page.getByRole('checkbox', { name: `Select ${loginId}` }).check();
  await page.getByText('31 selected').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText(/^51–/).waitFor();
  for (const loginId of enrolled.slice(-9)) {
    await page.getByRole('checkbox', { name: `Select ${loginId}` }).check();
  }
  await page.getByText('40 selected').waitFor();
  await page.getByRole('button', { name: 'Delete TOTP Seed' }).click();
  await operator.dialog
    .getByText('Delete TOTP seed for 40 users. They are signed out everywhere')
    .waitFor();
  await operator.dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await operator.typeWhatIsAsked();
  await operator.dialog.getByRole('button', { name: 'Delete TOTP Seed' }).click();
  const results = await operator.readResults();
  expect([...results.keys()].sort()).toEqual([...rows, ...enrolled.slice(-9)].sort());
  expect(new Set(results.values()).size).toBe(40);
  await operator.closeResults();

  const management = new Management(server.url);
  for (const loginId of [rows[0], rows[30], enrolled.at(-1)]) {
    expect((await management.findUser(loginId ?? '')).authenticators).toEqual([]);
  }
});

test('all of it stands on the timelines', async () => {
  await operator.open('users');
  const { page } = operator;
  const search = page.getByRole('searchbox');
  const [one = '', oneOfForty = ''] = enrolled;
  await search.fill(one);
  const first = await operator.readTimeline(one);
  expect(first.join('\n')).toMatch(/root@example\.com/);
  expect(first.join('\n')).toMatch(/Reason: lost phone/);
  await search.fill(oneOfForty);
  const other = await operator.readTimeline(oneOfForty);
  expect(other.join('\n')).toContain(`Reason: ${reason}`);

  await operator.open('events');
  await page.getByRole('combobox', { name: 'What' }).selectOption({ label: 'TOTP seed deleted' });
  await page.getByRole('button', { name: 'Show' }).click();
  const rows = page.getByRole('table', { name: 'Events' }).getByRole('row');
  // Until the answer is there, the fifty of before stand in the table.
  await expect.poll(() => rows.count(), { timeout: 60_000 }).toBe(42);
});
