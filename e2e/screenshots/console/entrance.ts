import { codeOf, type ConsoleSet } from './set.ts';

export const administratorId = 'root@example.com';

/** The sign-in, and how the first administrator comes. Gives back the key in their app. */
export async function takeEntrance(set: ConsoleSet): Promise<string> {
  const { studio, server } = set;
  const { page } = studio;
  await studio.visit('/console');
  await studio.see('login-id');
  await studio.take('console-01-sign-in');
  for (const summary of await page.locator('console-sign-in summary').all()) await summary.click();
  await studio.take('console-02-sign-in-help');

  const link = await server.inviteFirst();
  await studio.visit(link);
  await studio.see('login-id');
  await studio.take('console-03-join');
  await studio.type('login-id', administratorId);
  await studio.press('submit');
  await studio.seeEnrollment();
  await studio.take('console-04-join-qr');
  const key = await studio.openOtherWay();
  await studio.type('code-input', codeOf(set, key));
  await studio.see('codes');
  await studio.take('console-05-join-recovery-codes');
  await studio.press('submit');
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();

  // Who is signed in would be asked first, and is needed again.
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await studio.visit('/favicon.svg');
  await studio.visit(link);
  // What has a link looks whether it works when the person begins.
  if (await studio.part('login-id').isVisible()) {
    await studio.type('login-id', administratorId);
    await studio.press('submit');
  }
  await page.getByRole('heading', { name: 'This link does not work any more' }).waitFor();
  await studio.take('console-06-join-used');
  await page.context().addCookies(cookies);
  return key;
}
