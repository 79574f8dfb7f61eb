import { createManagementClient } from '@totp-kit/server/management';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCode } from './harness/authenticator.ts';
import { launchBrowser } from './harness/browser.ts';
import { visitConsole } from './harness/console.ts';
import { managementKey, startMountedSite, type MountedSite } from './harness/mounted-site.ts';
import { Person } from './harness/person.ts';

const stack = new AsyncDisposableStack();
let browser: Browser;
let site: MountedSite;

beforeAll(async () => {
  site = stack.use(
    await startMountedSite({
      '/join': '<totp-setup action="sign-up"></totp-setup>',
      '/enter': '<totp-verify action="sign-in"></totp-verify>',
    }),
  );
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await stack.disposeAsync();
});

/** The cookies of a browser, by their names. */
async function cookiesOf(context: BrowserContext): Promise<ReadonlyMap<string, string>> {
  const cookies = await context.cookies();
  for (const { name, httpOnly } of cookies) expect(httpOnly, name).toBe(true);
  return new Map(cookies.map(({ name, value }) => [name, value]));
}

test('people sign up and in below the path of somebody else’s site', async () => {
  const context = await browser.newContext({ locale: 'en-US' });
  const { page, complaints } = await visitConsole(context, `${site.url}/join`);
  const person = new Person(page);
  await person.startSignUp('ada@example.com');
  const { uri, key } = await person.scan();
  expect(new URL(uri).searchParams.get('issuer')).toBe('Windowsill');
  await person.finishSignUp(await readCode(key));
  await page.getByRole('heading', { name: 'You’re all set' }).waitFor();

  const cookies = await cookiesOf(context);
  expect([...cookies.keys()].sort()).toEqual(['totp-kit-auth-access', 'totp-kit-auth-refresh']);
  const issuer = `${site.url}/auth`;
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
  const { payload } = await jwtVerify(cookies.get('totp-kit-auth-access') ?? '', keys, {
    issuer,
    audience: issuer,
  });
  expect(payload['login_id']).toBe('ada@example.com');

  await context.clearCookies();
  await page.goto(`${site.url}/enter`);
  await person.typeLoginId('ada@example.com');
  await person.typeCode(await readCode(key, { stepsAhead: 1 }));
  await page.getByRole('heading', { name: 'You’re signed in' }).waitFor();
  expect((await cookiesOf(context)).has('totp-kit-auth-access')).toBe(true);
  expect(complaints).toEqual([]);
  await context.close();
});

test('the link of a ticket opens below the path, and the person enrolls there', async () => {
  const server = `${site.url}/auth`;
  const management = createManagementClient({ server, managementKey });
  const { url, userId } = await management.createTicket({
    loginId: 'grace@example.com',
    action: 'update-user',
    ifUnlinked: true,
  });
  const context = await browser.newContext({ locale: 'en-US' });
  const { page, complaints } = await visitConsole(context, url);
  const person = new Person(page);
  const { key } = await person.scan();
  expect(page.url()).toBe(`${server}/enroll`);
  await person.finishSignUp(await readCode(key));
  await expect
    .poll(async () => (await management.getUser(userId ?? '')).authenticators)
    .toHaveLength(1);
  expect(complaints).toEqual([]);
  await context.close();
});

test('the console lives below the path: the first administrator, every view, and signing in again', async () => {
  const context = await browser.newContext({ locale: 'en-US' });
  const link = await site.totpKit.inviteFirstAdministrator();
  expect(link).toContain(`${site.url}/auth/console/join#first=`);
  const { page, complaints } = await visitConsole(context, link ?? '');
  expect(page.url()).toBe(`${site.url}/auth/console/join`);
  const person = new Person(page);
  await person.startSignUp('root@example.com');
  const { key } = await person.scan();
  await person.finishSignUp(await readCode(key));
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  expect(page.url()).toBe(`${site.url}/auth/console`);
  expect([...(await cookiesOf(context)).keys()]).toEqual(['totp-kit-auth-console']);

  for (const view of ['Users', 'Events', 'Administrators', 'Settings']) {
    await page.getByRole('navigation').getByRole('link', { name: view }).click();
    await page.getByRole('heading', { level: 1, name: view }).waitFor();
    const address = `${site.url}/auth/console/${view.toLowerCase()}`;
    expect(page.url()).toBe(address);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: view }).waitFor();
  }
  await page.getByText(`${site.url}/auth`, { exact: true }).first().waitFor();
  await page.goto(`${site.url}/auth/console/users`);
  await page.getByRole('button', { name: 'ada@example.com', exact: true }).waitFor();

  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  site.advance(30_000);
  await person.typeLoginId('root@example.com');
  await person.typeCode(await readCode(key, { stepsAhead: 1 }));
  await page.getByRole('heading', { name: 'Users', level: 1 }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});
