import { URI } from 'otpauth';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Api } from './harness/api.ts';
import { makeWrongCode, readCode } from './harness/authenticator.ts';
import { launchBrowser } from './harness/browser.ts';
import { Management } from './harness/management.ts';
import { Person } from './harness/person.ts';
import { makeDataFolder, startServer, type RunningServer } from './harness/server.ts';
import { readAccessTokenCookie, verifyAccessToken } from './harness/tokens.ts';

const stack = new AsyncDisposableStack();
let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  const folder = stack.use(await makeDataFolder());
  const env = { TOTP_KIT_ISSUER: 'Windowsill' };
  server = stack.use(await startServer({ folder: folder.path, env }));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await stack.disposeAsync();
});

async function openPage(path: string): Promise<Person> {
  const page = await browser.newPage({ locale: 'en-US' });
  await page.goto(server.url + path);
  return new Person(page);
}

test('a person signs up by scanning the QR code and typing the code', async () => {
  const person = await openPage('/');
  const { page } = person;
  await page.getByRole('link', { name: 'Open your windowsill' }).click();
  await person.typeLoginId('ada@example.com');
  await page.getByRole('button', { name: 'I’m new here' }).click();
  const { uri, key } = await person.scan();

  expect(key).toMatch(/^[A-Z2-7]{32}$/);
  const { href, searchParams } = new URL(uri);
  expect(href).toMatch(/^otpauth:\/\/totp\/Windowsill:ada%40example\.com\?/);
  expect(Object.fromEntries(searchParams)).toEqual({ secret: key, issuer: 'Windowsill' });

  await page.getByText('Enter a key instead').click();
  const shownKey = await page.locator('totp-key').locator('code').innerText();
  expect(shownKey.replaceAll(/\s/g, '')).toBe(key);
  const link = page.getByRole('link', { name: 'Open authenticator app' });
  expect(await link.getAttribute('href')).toBe(uri);

  const recoveryCodes = await person.finishSignUp(await readCode(key));
  expect(recoveryCodes).toHaveLength(8);
  await page.getByRole('heading', { name: 'Good to see you, ada@example.com' }).waitFor();

  const token = await readAccessTokenCookie(page.context());
  const { payload } = await verifyAccessToken(token, server.url);
  const user = await new Management(server.url).findUser('ada@example.com');
  expect(payload.sub).toBe(user.userId);
  expect(user.authenticators).toHaveLength(1);
});

test('they sign out, and in again with the next code, which works once', async () => {
  const person = await openPage('/sign-up.html');
  const { page } = person;
  await person.startSignUp('grace@example.com');
  const { key } = await person.scan();
  await person.finishSignUp(await readCode(key));
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();

  const code = await readCode(key, { stepsAhead: 1 });
  await person.typeLoginId('grace@example.com');
  await person.typeCode(code);
  await page.getByRole('heading', { name: 'Good to see you, grace@example.com' }).waitFor();

  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await person.typeLoginId('grace@example.com');
  await person.typeCode(code);
  await page.getByText(/wait for the next code and try again/).waitFor();
  expect(new URL(page.url()).pathname).toBe('/sign-in.html');
});

test('a wrong code shows its message and keeps the same QR code', async () => {
  const person = await openPage('/sign-up.html');
  await person.startSignUp('mary@example.com');
  const { uri, key } = await person.scan();
  await person.typeCode(await makeWrongCode(key));
  await person.page
    .getByText('That code didn’t work. Wait for the next one and try again.')
    .waitFor();
  expect((await person.scan()).uri).toBe(uri);

  // The digits are selected: typing on replaces them.
  await person.page.keyboard.type(await readCode(key));
  await person.saveRecoveryCodes();
  await person.page.getByRole('heading', { name: /mary@example.com/ }).waitFor();
});

test('a signed-out visitor of the account page is led to the sign-in page', async () => {
  const { page } = await openPage('/account.html');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('too many wrong codes make the right one wait, and the button says how long', async () => {
  const api = new Api(server.url);
  const key = await api.signUp('joan@example.com');
  const wrongCode = await makeWrongCode(key);
  for (let attempt = 0; attempt < 5; attempt += 1) await api.verify('joan@example.com', wrongCode);

  const person = await openPage('/sign-in.html');
  await person.typeLoginId('joan@example.com');
  await person.typeCode(await readCode(key, { stepsAhead: 1 }));
  await person.page.getByRole('button', { name: /^Try again in \d+ seconds?$/ }).waitFor();
  const events = await new Management(server.url).listEventActions();
  const failures = Array<string>(5).fill('verification.failed');
  expect(events.slice(0, 6)).toEqual(['user.waiting_began', ...failures]);
});

test('after the site deleted their authenticator, the link it got enrolls them again, once', async () => {
  const management = new Management(server.url);
  const oldKey = await new Api(server.url).signUp('edith@example.com');
  const { userId } = await management.findUser('edith@example.com');
  const { outcome, url } = await management.deleteTotp(userId);
  expect(outcome).toBe('deleted');
  if (url === undefined) throw new Error('The answer holds no link');

  const refused = await openPage('/sign-in.html');
  await refused.typeLoginId('edith@example.com');
  await refused.typeCode(await readCode(oldKey, { stepsAhead: 1 }));
  await refused.page.getByText(/wait for the next code and try again/).waitFor();

  const person = await openPage(new URL(url).pathname + new URL(url).hash);
  const { key } = await person.scan();
  expect(key).not.toBe(oldKey);
  // The ticket has left the address bar, where somebody else could read it later.
  expect(new URL(person.page.url()).hash).toBe('');
  await person.finishSignUp(await readCode(key));
  await person.page.getByRole('heading', { name: 'You’re all set' }).waitFor();

  const second = await openPage(new URL(url).pathname + new URL(url).hash);
  await second.page
    .getByText('This no longer works: it was used, is too old, or there were too many wrong codes.')
    .waitFor();

  const again = await openPage('/sign-in.html');
  await again.typeLoginId('edith@example.com');
  await again.typeCode(await readCode(key, { stepsAhead: 1 }));
  await again.page.getByRole('heading', { name: /edith@example.com/ }).waitFor();
});

test.each(['Ada Lovelace', 'ada+plants@example.com', 'A&B', 'Zoë Müller', '🌵 cactus'])(
  'the QR code of "%s" is read by the otpauth package',
  async (loginId) => {
    const person = await openPage('/sign-up.html');
    await person.startSignUp(loginId);
    const { uri, key } = await person.scan();
    expect(uri).not.toContain('+');
    expect(uri).toContain(`:${encodeURIComponent(loginId)}?`);
    const parsed = URI.parse(uri);
    expect(parsed).toMatchObject({ issuer: 'Windowsill', label: loginId });
    expect(parsed.secret.base32).toBe(key);
    expect((await readCode(key)).length).toBe(6);
    await person.page.close();
  },
);
