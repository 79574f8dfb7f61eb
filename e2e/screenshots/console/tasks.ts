import { button, closeDialog, open, type ConsoleSet } from './set.ts';

/** What is done to users: asked, confirmed, done in part, and done. */
export async function takeTasks(set: ConsoleSet): Promise<void> {
  const { studio } = set;
  const { page } = studio;
  await open(set, 'users');
  await studio.see('row');
  await button(set, 'Has an authenticator app').click();
  await page.waitForLoadState('networkidle');
  await studio.press('menu-button');
  await page.getByRole('menuitem', { name: 'Delete TOTP Seed' }).click();
  await studio.see('submit');
  await studio.takeWindow('console-23-delete-one');
  await closeDialog(set);
  await studio.press('menu-button');
  await page.getByRole('menuitem', { name: 'Delete user' }).click();
  await studio.see('submit');
  await studio.takeWindow('console-24-delete-user');
  await closeDialog(set);
  await takeMany(set);
}

async function takeMany(set: ConsoleSet): Promise<void> {
  const { studio } = set;
  const { page } = studio;
  const count = await selectPage(set);
  await studio.takeWindow('console-25-selection');
  await button(set, 'Delete TOTP Seed').first().click();
  await studio.see('submit');
  await studio.takeWindow('console-26-delete-many');
  await page.locator('dialog[open] [part~=submit]').click();
  await page.getByText('Say why').waitFor();
  await page.getByLabel('Reason').fill('Phones were stolen');
  await page.getByLabel(/^Type/).fill('4');
  await page.locator('dialog[open] [part~=submit]').click();
  await page.getByText('That is not what is asked for').waitFor();
  await page.locator('dialog[open]').evaluate((dialog) => dialog.scrollTo(0, dialog.scrollHeight));
  await studio.takeWindow('console-27-typed-wrong');

  const lose = await loseSecondRequest(set);
  await changeOneMeanwhile(set);
  await page.getByLabel(/^Type/).fill(String(count));
  await page.locator('dialog[open] [part~=submit]').click();
  await lose.arrived;
  await page.locator('dialog[open] [part~=result]').first().waitFor();
  await studio.takeWindow('console-28-progress');
  lose.release();
  await button(set, 'Continue').waitFor();
  await studio.takeWindow('console-29-connection-lost');
  await page.unrouteAll();
  await button(set, 'Continue').click();
  await page.getByRole('heading', { name: 'Done' }).waitFor();
  await studio.takeWindow('console-46-results');
  await page.locator('dialog[open] [part~=results]').evaluate((list) => {
    list.scrollTo(0, list.scrollHeight);
  });
  await studio.takeWindow('console-47-results-end');
  await button(set, 'Close').click();
  await button(set, 'Close anyway').waitFor();
  await button(set, 'Close anyway').scrollIntoViewIfNeeded();
  await studio.takeWindow('console-48-results-not-copied');
  await button(set, 'Close anyway').click();
}

/** Gives back how many users that are. */
async function selectPage({ studio }: ConsoleSet): Promise<number> {
  await studio.page.getByRole('checkbox', { name: 'Select all on this page' }).check();
  const text = await studio.part('selection-bar').getByRole('status').innerText();
  return Number.parseInt(text, 10);
}

/** The second of the requests stays on its way until it is lost. */
async function loseSecondRequest({
  studio,
}: ConsoleSet): Promise<{ readonly arrived: Promise<void>; readonly release: () => void }> {
  const arrived = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  let count = 0;
  await studio.page.route('**/totp-deletions', async (route) => {
    count += 1;
    if (count === 1) return route.continue();
    arrived.resolve();
    await released.promise;
    await route.abort();
  });
  return { arrived: arrived.promise, release: () => released.resolve() };
}

async function changeOneMeanwhile({ studio, management }: ConsoleSet): Promise<void> {
  const loginId = await studio.page.locator('[part~=login-id]').last().innerText();
  const { userId } = await management.findUser(loginId.trim());
  await management.updateUser(userId, { name: 'Changed Meanwhile' });
}
