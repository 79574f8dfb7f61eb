import { button, open, type ConsoleSet } from './set.ts';

/** The users and what is found among them, and one of them. */
export async function takeUsers(set: ConsoleSet): Promise<void> {
  const { studio } = set;
  const { page } = studio;
  await open(set, 'users');
  await studio.see('row');
  await studio.takeWindow('console-13-users');
  await button(set, 'Disabled').click();
  await button(set, 'Has an authenticator app').click();
  await page.waitForLoadState('networkidle');
  await studio.takeWindow('console-14-users-filtered');
  await button(set, 'Show everybody').click();
  await page.getByRole('searchbox').fill('ada');
  await page.getByText('Found users come in the order').waitFor();
  await page.waitForLoadState('networkidle');
  await studio.takeWindow('console-15-users-found');
  await page.getByRole('searchbox').fill('qwertz');
  await page.getByText('Nobody found').waitFor();
  await studio.takeWindow('console-16-users-nobody-found');
  await button(set, 'Show everybody').first().click();
  await studio.see('row');
  await studio.press('menu-button');
  await studio.see('menu');
  await studio.takeWindow('console-17-users-menu');
  await page.keyboard.press('Escape');
  const last = page.locator('[part~=menu-button]').last();
  await last.click();
  await studio.takeWindow('console-18-users-menu-below');
  await page.keyboard.press('Escape');

  await button(set, /^a\.very\.long/).click();
  await page.getByRole('region', { name: 'Timeline' }).waitFor();
  await page.waitForLoadState('networkidle');
  await studio.takeWindow('console-19-record-long');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('searchbox').fill('ada');
  await page.waitForLoadState('networkidle');
  await page.locator('[part~=login-id]').first().click();
  await page.getByRole('region', { name: 'Timeline' }).getByRole('listitem').first().waitFor();
  await studio.takeWindow('console-20-record');
  await page.getByRole('region', { name: 'Timeline' }).scrollIntoViewIfNeeded();
  await studio.takeWindow('console-21-record-timeline');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await takeEmpty(set);
}

async function takeEmpty(set: ConsoleSet): Promise<void> {
  const { studio } = set;
  await open(set, 'settings');
  await studio.page.route('**/manage/users?*', async (route) => {
    const response = await route.fetch();
    const page = (await response.json()) as object;
    await route.fulfill({
      response,
      json: { ...page, users: [], total: 0, nextCursor: undefined },
    });
  });
  await studio.page.getByRole('link', { name: 'Users', exact: true }).click();
  await studio.page.getByText('No users yet').waitFor();
  await studio.takeWindow('console-22-users-none');
}
