import { administratorId } from './entrance.ts';
import { button, codeOf, open, type ConsoleSet } from './set.ts';

const stepMs = 30_000;

/** Ends of sessions, roles that see less, addresses that are wrong, and a server that is away. */
export async function takeTrouble(set: ConsoleSet, key: string): Promise<void> {
  await takeIdleWarning(set);
  const link = await inviteViewer(set);
  await takeSignedOut(set, key);
  await takeViewer(set, link);
  await takeServerAway(set);
  await takeOtherAddress(set);
}

/** A session whose end is near, as the server says. */
async function takeIdleWarning(set: ConsoleSet): Promise<void> {
  const { studio, server } = set;
  const { page } = studio;
  await studio.visit('/favicon.svg');
  await page.route('**/console/api/v1/session', async (route) => {
    const response = await route.fetch();
    const answer = (await response.json()) as { session: object };
    const expiresAt = new Date(server.now() + 95_000).toISOString();
    await route.fulfill({
      response,
      json: { ...answer, session: { ...answer.session, expiresAt } },
    });
  });
  await page.goto(`${server.url}/console`);
  await page.getByRole('heading', { name: 'Are you still there?' }).waitFor();
  await page.locator('console-chart canvas').nth(1).waitFor();
  await studio.takeWindow('console-51-idle-warning');
  await page.unrouteAll();
}

async function inviteViewer(set: ConsoleSet): Promise<string> {
  await open(set, 'administrators');
  await button(set, 'Add an administrator').click();
  await set.studio.page.getByLabel('Login ID').fill('viewer@example.com');
  await button(set, 'Make the link').click();
  const link = await set.studio.page.getByRole('status', { name: 'The link' }).innerText();
  await button(set, 'I have copied it').click();
  return link;
}

async function takeSignedOut(set: ConsoleSet, key: string): Promise<void> {
  const { studio, server } = set;
  const { page } = studio;
  await open(set, 'events');
  await studio.refuse('manage/events*', 'unauthenticated');
  await button(set, 'Show').click();
  await page.getByText('You were signed out, because').waitFor();
  await studio.takeWindow('console-52-signed-out');
  await page.unrouteAll();
  server.advance(stepMs);
  await studio.type('login-id', administratorId);
  await studio.type('code-input', codeOf(set, key));
  await page.locator('dialog.return').waitFor({ state: 'detached' });
  await button(set, 'Sign out').click();
  await studio.see('login-id');
}

async function takeViewer(set: ConsoleSet, link: string): Promise<void> {
  const { studio } = set;
  const { page } = studio;
  await studio.visit(link);
  const key = await studio.openOtherWay();
  await studio.take('console-53-join-invited');
  await studio.type('code-input', codeOf(set, key));
  await studio.see('codes');
  await studio.press('submit');
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  await open(set, 'keys');
  await studio.takeWindow('console-54-wrong-role');
  await open(set, 'users');
  await studio.see('row');
  await studio.takeWindow('console-55-users-of-viewer');
  await open(set, 'nowhere');
  await studio.takeWindow('console-56-nothing-here');
}

async function takeServerAway(set: ConsoleSet): Promise<void> {
  const { studio } = set;
  const { page } = studio;
  await open(set, 'events');
  await studio.unplug();
  await page.getByRole('link', { name: 'Users', exact: true }).click();
  await page.getByText('The list could not be loaded').waitFor();
  await studio.takeWindow('console-57-users-server-away');
  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  await button(set, 'Try again').waitFor();
  await studio.takeWindow('console-58-overview-server-away');
  await page.reload();
  await page.getByRole('heading', { name: 'The server does not answer' }).waitFor();
  await studio.take('console-59-server-away');
}

/** The server listens on one name only: what comes to another is passed on to it. */
async function takeOtherAddress({ studio, server }: ConsoleSet): Promise<void> {
  await studio.page.unrouteAll();
  await studio.page.context().clearCookies();
  const other = server.url.replace('localhost', '127.0.0.1');
  await studio.page.route(`${other}/**`, async (route) => {
    const url = route.request().url().replace(other, server.url);
    await route.fulfill({ response: await route.fetch({ url }) });
  });
  await studio.page.goto(`${other}/console`);
  await studio.page.getByRole('heading', { name: 'The console is not at this address' }).waitFor();
  await studio.take('console-60-other-address');
}
