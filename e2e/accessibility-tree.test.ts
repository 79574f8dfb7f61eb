import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AccessibilityTree } from './harness/accessibility-tree.ts';
import { Api } from './harness/api.ts';
import { makeWrongCode, readCode } from './harness/authenticator.ts';
import { launchBrowser } from './harness/browser.ts';
import { makeDataFolder, startServer, type RunningServer } from './harness/server.ts';

const stack = new AsyncDisposableStack();
let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  const folder = stack.use(await makeDataFolder());
  server = stack.use(await startServer({ folder: folder.path }));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await stack.disposeAsync();
});

interface Visit {
  readonly page: Page;
  readonly tree: AccessibilityTree;
}

async function visit(path: string): Promise<Visit> {
  const context = await browser.newContext({ locale: 'en-US' });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  await page.goto(server.url + path);
  return { page, tree: await AccessibilityTree.of(page) };
}

/** Keeps the next answer of the server back until it is let go. */
async function holdAnswer(page: Page, pattern: string): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const hold = (route: Route): Promise<void> => promise.then(() => route.continue());
  await page.route(pattern, hold, { times: 1 });
  return resolve;
}

const loginId = { role: 'textbox', name: 'Login ID' };
const firstCode = { role: 'textbox', name: 'Enter the 6-digit code it shows' };
const code = { role: 'textbox', name: 'Code from your authenticator app' };

test('a screen reader is led through a sign-up and two sign-ins', async () => {
  const { page, tree } = await visit('/sign-up.html');

  await tree.find({ role: 'group', name: 'Create your account' });
  const empty = await tree.find(loginId);
  expect(empty.states).toMatchObject({ required: true, invalid: 'false', editable: 'plaintext' });
  expect(empty.description).toBe('The name you’ll sign in with, such as your email address.');
  await tree.press({ role: 'button', name: 'Continue' });
  await tree.find({ role: 'alert', text: 'Enter a login ID.' });
  const missing = await tree.find(loginId);
  expect(missing.states).toMatchObject({ invalid: 'true', focused: true });
  expect(missing.description).toContain('Enter a login ID.');

  const letStart = await holdAnswer(page, '**/api/v1/enrollments');
  await tree.enter(loginId, 'ada@example.com');
  expect((await tree.find(loginId)).states['invalid']).toBe('false');
  await tree.press({ role: 'button', name: 'Continue' });
  await expect.poll(async () => (await tree.find(loginId)).states['readonly']).toBe(true);
  const sending = await tree.find({ role: 'button', name: 'Continue' });
  expect(sending.states).toMatchObject({ disabled: true });
  letStart();

  const screen = await tree.find({ role: 'group', name: 'Set up your authenticator app' });
  expect(screen.states['busy'] ?? false).toBe(false);
  expect(screen.text).toContain('It will show the codes that sign in ada@example.com .');
  await tree.find({
    role: 'image',
    name: 'QR code for your authenticator app. If you can’t scan it, enter the key instead.',
  });
  const way = { role: 'DisclosureTriangle', name: 'Can’t scan? Enter a key instead' };
  expect((await tree.find(way)).states['expanded']).toBe(false);
  await tree.press(way);
  const spelled = await tree.find({ role: 'StaticText', name: /^Key: / });
  expect((await tree.find(way)).states['expanded']).toBe(true);
  expect(spelled.name).toMatch(/^Key: [A-Z2-7]( [A-Z2-7]){3}(, [A-Z2-7]( [A-Z2-7]){3}){7}$/);
  const key = spelled.name.slice('Key: '.length).replaceAll(/[ ,]/g, '');
  const link = await tree.find({ role: 'link', name: 'Open authenticator app' });
  expect(link.states['url']).toContain(`secret=${key}`);
  // The key is heard letter by letter, and in no other way.
  expect((await tree.findAll({ role: 'StaticText', name: /[A-Z2-7]{4} [A-Z2-7]{4}/ })).length).toBe(
    0,
  );

  await tree.press({ role: 'button', name: 'Copy key' });
  await tree.find({ role: 'button', name: 'Copied' });
  await tree.find({ role: 'status', text: /^Paste it into your authenticator app, then/ });
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);

  const wrongCode = await makeWrongCode(key);
  const letConfirm = await holdAnswer(page, '**/confirmation');
  const field = await tree.find(firstCode);
  expect(field.states).toMatchObject({ required: true, invalid: 'false' });
  await tree.enter(firstCode, wrongCode);
  await expect.poll(async () => (await tree.find(firstCode)).states['readonly']).toBe(true);
  const checking = await tree.find(firstCode);
  expect(checking).toMatchObject({ value: wrongCode, states: { focused: true } });
  expect((await tree.find({ role: 'button', name: 'Confirm' })).states['disabled']).toBe(true);
  await expectNoPaintedDigits(tree);
  letConfirm();
  const words = 'That code didn’t work. Wait for the next one and try again.';
  const alert = await tree.find({ role: 'alert', text: words });
  expect(alert.states).toMatchObject({ live: 'assertive', atomic: true });
  const refused = await tree.find(firstCode);
  expect(refused.states).toMatchObject({ invalid: 'true', focused: true });
  expect(refused.description).toBe(words);

  await tree.enter(firstCode, await readCode(key));
  await tree.find({ role: 'group', name: 'Keep these recovery codes' });
  expect(await tree.focused()).toMatchObject({
    role: 'heading',
    name: 'Keep these recovery codes',
    states: { level: 2 },
  });
  await tree.find({ role: 'list', name: 'Recovery codes' });
  const recoveryCodes = await tree.findAll({
    role: 'listitem',
    text: /^[0-9A-Z]{4}(-[0-9A-Z]{4}){5}$/,
  });
  expect(recoveryCodes).toHaveLength(8);
  await tree.find({ role: 'button', name: 'Download' });
  await tree.find({ role: 'button', name: 'Print' });
  await tree.press({ role: 'button', name: 'Copy' });
  await tree.find({ role: 'button', name: 'Copied' });
  await tree.press({ role: 'button', name: 'I have saved them' });
  await tree.find({ role: 'heading', name: 'Good to see you, ada@example.com' });

  await tree.press({ role: 'button', name: 'Sign out' });
  await tree.find({ role: 'group', name: 'Sign in' });
  await tree.enter(loginId, 'ada@example.com');
  await tree.enter(code, await makeWrongCode(key));
  await tree.find({ role: 'alert', text: /^That didn’t work\. Check your login ID/ });
  expect((await tree.find(code)).states).toMatchObject({ invalid: 'true', focused: true });
  await expectNoPaintedDigits(tree);
  await tree.enter(code, await readCode(key, { stepsAhead: 1 }));
  await tree.find({ role: 'heading', name: 'Good to see you, ada@example.com' });

  await tree.press({ role: 'button', name: 'Sign out' });
  await tree.find({ role: 'group', name: 'Sign in' });
  await tree.enter(loginId, 'ada@example.com');
  await tree.press({ role: 'button', name: 'Lost your phone? Use a recovery code' });
  const recoveryCode = { role: 'textbox', name: 'Recovery code' };
  const recovery = await tree.find(recoveryCode);
  expect(recovery.description).toBe('24 letters and digits. Spaces and dashes don’t matter.');
  expect(recovery.states).toMatchObject({ required: true, invalid: 'false' });
  await tree.enter(recoveryCode, '0000-0000-0000-0000-0000-0000');
  await tree.press({ role: 'button', name: 'Sign in' });
  await tree.find({ role: 'alert', text: /or try another one: each works once\.$/ });
  expect((await tree.find(recoveryCode)).states['invalid']).toBe('true');
  await tree.enter(recoveryCode, recoveryCodes[0]?.text ?? '');
  await tree.press({ role: 'button', name: 'Sign in' });
  await tree.find({ role: 'heading', name: 'Good to see you, ada@example.com' });
  await page.context().close();
});

test('who has to wait hears why, and the button says how long', async () => {
  const api = new Api(server.url);
  const key = await api.signUp('grace@example.com');
  const wrongCode = await makeWrongCode(key);
  for (let attempt = 0; attempt < 5; attempt += 1) await api.verify('grace@example.com', wrongCode);

  const { page, tree } = await visit('/sign-in.html');
  await tree.enter(loginId, 'grace@example.com');
  await tree.enter(code, '123 45');
  await tree.press({ role: 'button', name: 'Sign in' });
  await tree.find({ role: 'alert', text: 'Enter all 6 digits of the code.' });
  expect((await tree.find(code)).states).toMatchObject({ invalid: 'true', focused: true });
  await tree.enter(code, '123456');
  await tree.find({
    role: 'alert',
    text: 'Too many tries. Wait a little, then try again.',
  });
  const button = await tree.find({ role: 'button', name: /^Try again in \d+ seconds$/ });
  expect(button.states).toMatchObject({ disabled: true, focusable: true });
  // The digits are not at fault, and can be corrected meanwhile.
  const field = await tree.find(code);
  expect(field).toMatchObject({ value: '123456', states: { invalid: 'false' } });
  expect(field.description).toBe('Too many tries. Wait a little, then try again.');
  // It counts down without a word: nobody wants to hear each second.
  const live = (await tree.read()).filter(({ states }) => states['live'] !== undefined);
  expect(live.filter(({ text }) => text.includes('seconds'))).toEqual([]);
  await page.context().close();
});

test('what only eyes need is not in the tree', async () => {
  const { page, tree } = await visit('/sign-up.html');
  await tree.enter(loginId, 'mary@example.com');
  await tree.press({ role: 'button', name: 'Continue' });
  await tree.enter(firstCode, '12');
  expect((await tree.find(firstCode)).value).toBe('12');
  await expectNoPaintedDigits(tree);
  const images = await tree.findAll({ role: 'image' });
  // The logo of the page is hidden as well: the QR code is the one picture.
  expect(images.map(({ name }) => name)).toEqual([
    'QR code for your authenticator app. If you can’t scan it, enter the key instead.',
  ]);
  const nameless = (await tree.read()).filter(
    ({ role, name }) => ['button', 'link', 'textbox', 'list', 'image'].includes(role) && !name,
  );
  expect(nameless).toEqual([]);
  await page.context().close();
});

test('a letter in the code is left out, and a screen reader says why', async () => {
  const { page, tree } = await visit('/sign-in.html');
  await tree.enter(code, '12a');
  await tree.find({ role: 'status', text: 'The code has digits only.' });
  const field = await tree.find(code);
  expect(field).toMatchObject({ value: '12', description: 'The code has digits only.' });
  await page.context().close();
});

/** The painted cells, and the numbers before the steps: the field is heard, and nothing twice. */
async function expectNoPaintedDigits(tree: AccessibilityTree): Promise<void> {
  const texts = await tree.findAll({ role: 'StaticText' });
  expect(texts.map(({ name }) => name).filter((name) => /^\d$/.test(name))).toEqual([]);
}
