import { button, closeDialog, open, type ConsoleSet } from './set.ts';

/** What there is beside the users. */
export async function takeViews(set: ConsoleSet): Promise<void> {
  await takeOverview(set);
  await takeEvents(set);
  await takeKeys(set);
  await takeAdministrators(set);
  await open(set, 'settings');
  await set.studio.page.getByRole('table').first().waitFor();
  await set.studio.take('console-50-settings');
}

async function takeOverview(set: ConsoleSet): Promise<void> {
  const { studio } = set;
  const { page } = studio;
  await open(set, '');
  await page.locator('console-chart canvas').nth(1).waitFor();
  await studio.take('console-10-overview-day');
  await button(set, 'Last 30 days').click();
  await page.waitForLoadState('networkidle');
  await studio.take('console-11-overview-month');
  await page.locator('console-chart summary').first().click();
  await page.locator('console-chart').first().scrollIntoViewIfNeeded();
  await studio.takeWindow('console-12-overview-numbers');
}

async function takeEvents(set: ConsoleSet): Promise<void> {
  const { studio } = set;
  const { page } = studio;
  await open(set, 'events');
  await page.getByRole('table').waitFor();
  await studio.takeWindow('console-30-events');
  await page.getByLabel('What', { exact: true }).selectOption('totp.deleted');
  await button(set, 'Show').click();
  await button(set, 'Clear filters').waitFor();
  await page.waitForLoadState('networkidle');
  await studio.takeWindow('console-31-events-filtered');
  await button(set, 'Clear filters').click();
  await page.waitForLoadState('networkidle');
  await page
    .getByRole('button', { name: /^Details of/ })
    .first()
    .click();
  await studio.takeWindow('console-32-event-details');
  await closeDialog(set);
  await page.getByLabel('User', { exact: true }).fill('nobody@example.com');
  await button(set, 'Show').click();
  await page.getByText('No user has this login ID').waitFor();
  await studio.takeWindow('console-33-events-no-user');
  await button(set, 'Clear filters').click();
  const saved = page.waitForEvent('download');
  await button(set, 'Export as CSV').click();
  await saved;
  await page.getByText('events were exported').waitFor();
  await page.getByText('events were exported').scrollIntoViewIfNeeded();
  await studio.takeWindow('console-34-events-exported');
}

async function takeKeys(set: ConsoleSet): Promise<void> {
  const { studio } = set;
  const { page } = studio;
  await open(set, 'keys');
  await studio.takeWindow('console-35-keys-first');
  await button(set, 'Make a key').click();
  await button(set, 'Make key').click();
  await page.getByText('Give it a name.').waitFor();
  await studio.takeWindow('console-36-key-without-name');
  await page.getByLabel('Name', { exact: true }).fill('shop backend');
  await page.getByLabel('See users').check();
  await page.getByLabel('Delete TOTP seeds').check();
  await studio.refuse('manage/keys', 'session_not_fresh');
  await button(set, 'Make key').click();
  await page.getByText('so it needs a code from the last five minutes').waitFor();
  await studio.see('code-input');
  await studio.takeWindow('console-37-step-up');
  await page.unrouteAll();
  await closeDialogAbove(set);
  await button(set, 'Make key').click();
  await page.getByRole('status', { name: 'The key' }).waitFor();
  await studio.takeWindow('console-38-key-shown-once');
  await button(set, 'I have copied it').click();
  await page.getByRole('cell', { name: 'users:read' }).waitFor();
  await studio.takeWindow('console-39-keys');
  await button(set, 'Revoke the key shop backend').click();
  await button(set, 'Revoke').waitFor();
  await studio.takeWindow('console-40-key-revoking');
  await closeDialog(set);
}

async function closeDialogAbove({ studio }: ConsoleSet): Promise<void> {
  await studio.page.keyboard.press('Escape');
  await studio.part('code-input').waitFor({ state: 'detached' });
}

async function takeAdministrators(set: ConsoleSet): Promise<void> {
  const { studio } = set;
  const { page } = studio;
  await open(set, 'administrators');
  await button(set, 'Add an administrator').click();
  await studio.takeWindow('console-41-administrator-adding');
  await page.getByLabel('Login ID').fill('helper@example.com');
  await page.getByLabel('Support').check();
  await button(set, 'Make the link').click();
  await page.getByRole('status', { name: 'The link' }).waitFor();
  await studio.takeWindow('console-42-administrator-link');
  await button(set, 'I have copied it').click();
  await page.getByRole('rowheader', { name: 'helper@example.com' }).waitFor();
  await studio.takeWindow('console-43-administrators');
  await button(set, 'Change role: helper@example.com').click();
  await page.getByLabel('Support').waitFor();
  await studio.takeWindow('console-44-administrator-role');
  await closeDialog(set);
  await button(set, 'Remove: root@example.com').click();
  await button(set, 'Remove').click();
  await page.locator('dialog[open] .message.fault, console-dialog .message.fault').waitFor();
  await studio.takeWindow('console-45-administrator-oneself');
  await closeDialog(set);
}
