import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Api } from './harness/api.ts';
import { readCode } from './harness/authenticator.ts';
import { launchBrowser } from './harness/browser.ts';
import { Keyboard } from './harness/keyboard.ts';
import { Management } from './harness/management.ts';
import { firstLinkOf } from './harness/operator.ts';
import { Person } from './harness/person.ts';
import { makeDataFolder } from './harness/server.ts';
import { startOnTerminal, type TerminalServer } from './harness/terminal.ts';

const stack = new AsyncDisposableStack();
let browser: Browser;
let server: TerminalServer;

/** More than a page of them. */
const enrolled = Array.from(
  { length: 55 },
  (_, index) => `key${String(index).padStart(2, '0')}@example.com`,
);

beforeAll(async () => {
  const folder = stack.use(await makeDataFolder());
  server = stack.use(await startOnTerminal({ folder: folder.path }));
  browser = await launchBrowser();
  const api = new Api(server.url);
  for (const loginId of enrolled) await api.signUp(loginId);
});

afterAll(async () => {
  await browser.close();
  await stack.disposeAsync();
});

test('an administrator does all of it by the keyboard alone', async () => {
  const page = await browser.newPage({ locale: 'en-US', viewport: { width: 1280, height: 900 } });
  const keyboard = await Keyboard.of(page);
  await page.goto(firstLinkOf(server));

  // The first administrator, from the link on the terminal.
  await keyboard.tabTo('textbox "Login ID"');
  await keyboard.type('root@example.com');
  await keyboard.press('Enter');
  const { key } = await new Person(page).scan();
  await keyboard.tabTo('textbox "Enter the 6-digit code it shows"');
  await keyboard.type(await readCode(key));
  await page.getByRole('list', { name: 'Recovery codes' }).waitFor();
  await keyboard.tabTo('button "I have saved them"');
  await keyboard.press('Enter');
  await keyboard.expectFocus('heading "Overview"');

  // Users by the navigation, one of them by the search.
  await keyboard.tabTo('link "Users"', { key: 'Shift+Tab' });
  await keyboard.press('Enter');
  await keyboard.expectFocus('heading "Users"');
  await keyboard.press('/');
  await keyboard.expectFocus('searchbox "Search users"');
  await keyboard.type('key00');
  await page.getByText('1–1 of 1', { exact: true }).waitFor();
  await keyboard.tabTo('button "Actions for key00@example.com"');
  await keyboard.press('Enter');
  await keyboard.expectFocus('menuitem "Delete TOTP Seed"');
  await keyboard.press('End');
  await keyboard.press('Home');
  await keyboard.press('Enter');
  await keyboard.tabTo('textbox "Reason (optional)"');
  await keyboard.type('lost phone');
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Done' }).waitFor();
  await keyboard.tabTo('button "Copy the link of key00@example.com"');
  const link = await page.getByRole('dialog').getByText('/enroll#ticket=').innerText();
  await keyboard.press('Escape');
  await keyboard.tabTo('button "Close anyway"');
  await keyboard.press('Enter');
  await keyboard.expectFocus('button "Actions for key00@example.com"');

  // Two pages of a selection.
  await keyboard.press('/');
  await keyboard.press('Control+A');
  await keyboard.press('Delete');
  await page.getByText('1–50 of 55').waitFor();
  await keyboard.tabTo('checkbox "Select key01@example.com"');
  await keyboard.press('Space');
  await page.getByText('1 selected').waitFor();
  await keyboard.tabTo('checkbox "Select key02@example.com"');
  await keyboard.press('Space');
  await page.getByText('2 selected').waitFor();
  // Past the rows of the page, three stops each.
  for (let row = 0; row < 48; row += 1) {
    for (let stop = 0; stop < 3; stop += 1) await keyboard.press('Tab');
  }
  await keyboard.tabTo('button "Next"');
  await keyboard.press('Enter');
  await page.getByText('51–55 of 55').waitFor();
  await page.getByText('2 selected').waitFor();
  await keyboard.tabTo('checkbox "Select key54@example.com"', { key: 'Shift+Tab' });
  await keyboard.press('Space');
  await page.getByText('3 selected').waitFor();
  await keyboard.tabTo('button "Delete TOTP Seed"', { key: 'Shift+Tab' });
  await keyboard.press('Enter');
  await keyboard.tabTo('textbox "Reason"');
  await keyboard.type('an office moved');
  await keyboard.tabTo('textbox "Type 3 to go on"');
  await keyboard.type('3');
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Done' }).waitFor();
  await keyboard.tabTo('button "Close"');
  await keyboard.press('Enter');
  await keyboard.tabTo('button "Close anyway"', { key: 'Shift+Tab' });
  await keyboard.press('Enter');
  await page
    .getByRole('dialog')
    .waitFor({ state: 'detached' })
    .catch(() => undefined);

  // What happened stands on the timeline.
  await keyboard.expectFocus('searchbox "Search users"');
  await keyboard.type('key00');
  await page.getByText('1–1 of 1', { exact: true }).waitFor();
  await keyboard.tabTo('button "key00@example.com"');
  await keyboard.press('Enter');
  const timeline = page.getByRole('dialog').getByRole('region', { name: 'Timeline' });
  await timeline.getByText('Reason: lost phone').waitFor();
  await keyboard.press('Escape');
  await keyboard.expectFocus('button "key00@example.com"');

  const management = new Management(server.url);
  for (const loginId of ['key00', 'key01', 'key02', 'key54']) {
    const user = await management.findUser(`${loginId}@example.com`);
    expect(user.authenticators, loginId).toEqual([]);
  }
  expect((await management.findUser('key03@example.com')).authenticators).toHaveLength(1);
  expect(await keyboard.faults()).toEqual([]);
  await enrollByKeyboard(link);
  expect((await management.findUser('key00@example.com')).authenticators).toHaveLength(1);
});

/** Whoever got the link opens it in a browser of their own; it works once. */
async function enrollByKeyboard(link: string): Promise<void> {
  const context = await browser.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  const keyboard = await Keyboard.of(page);
  await page.goto(link);
  const { key } = await new Person(page).scan();
  await keyboard.tabTo('textbox "Enter the 6-digit code it shows"');
  await keyboard.type(await readCode(key));
  await page.getByRole('list', { name: 'Recovery codes' }).waitFor();
  await keyboard.tabTo('button "I have saved them"');
  await keyboard.press('Enter');
  await keyboard.expectFocus('heading "You’re all set"');
  // The fragment alone would not load the page again.
  await page.goto('about:blank');
  await page.goto(link);
  await page.getByText('This no longer works').waitFor();
  await context.close();
}
