import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCode } from './harness/authenticator.ts';
import { launchBrowser } from './harness/browser.ts';
import { Person } from './harness/person.ts';
import { findFreePort, makeDataFolder, root } from './harness/server.ts';
import { readWalk, Walker } from './harness/walk.ts';

// A newcomer walks through docs/quickstart.md, command by command, in an empty folder. Only this is otherwise:
// 1. The clone, its `npm ci` and `npm run build` are this repository, as it was built before the tests.
// 2. The ports 8787 and 3000 are free ones, in commands, files, outputs and addresses; PORT says so to the server.
// 3. `node` is the repository's own, and npm takes what it has downloaded before where it can.

const clone = `git clone <this repository> totp-kit
cd totp-kit
npm ci
npm run build
`;
const steps = readWalk(readFileSync(path.join(root, 'docs/quickstart.md'), 'utf8'));

const stack = new AsyncDisposableStack();
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await stack.disposeAsync();
  await browser.close();
});

test('a newcomer gets from nothing to a proof', { timeout: 420_000 }, async () => {
  const { path: folder } = stack.use(await makeDataFolder());
  symlinkSync(root, path.join(folder, 'totp-kit'));
  const [server, shop] = [await findFreePort(), await findFreePort()];
  const here = (text: string): string =>
    text.replaceAll('8787', String(server)).replaceAll('3000', String(shop));
  const walker = stack.use(new Walker(folder, environment(server)));
  const inBrowser = new Map([
    ['sign up and in', () => signUpAndIn(here('http://localhost:8787/'))],
    ['link and prove', () => linkAndProve(here('http://localhost:3000/'))],
  ]);
  const files = new Map<string, string>();
  for (const step of steps) {
    if (step.kind === 'file') {
      files.set(step.name, here(step.content));
      walker.write(step.name, here(step.content));
    } else if (step.kind === 'stop') await walker.stop();
    else if (step.kind === 'browser') {
      const act = inBrowser.get(step.name);
      expect(act, `"${step.name}" is known`).toBeDefined();
      await act?.();
      inBrowser.delete(step.name);
    } else {
      const commands = here(step.commands.replace(clone, 'cd totp-kit\n'));
      await walker.run({ ...step, commands, output: step.output && here(step.output) });
    }
  }
  expect([...inBrowser.keys()], 'left out').toEqual([]);

  // What the page does not show: how its shop answers to somebody who wants more.
  const url = here('http://localhost:3000');
  const place: Place = { walker, url, shop: files.get('shop.js') ?? '' };
  await refuseWhoSignedUp(place);
  await proveWhatWasAsked(place);
  await askWhoLostTheirPhone(place);
});

interface Place {
  readonly walker: Walker;
  readonly url: string;
  /** The text of shop.js. */
  readonly shop: string;
}

/** The shop's program runs anew, changed as given. */
async function restartShop(place: Place, changes: Readonly<Record<string, string>>): Promise<void> {
  let text = place.shop;
  for (const [from, to] of Object.entries(changes)) {
    expect(text).toContain(from);
    text = text.replace(from, () => to);
  }
  await place.walker.stop();
  place.walker.write('shop.js', text);
  await place.walker.run({
    kind: 'shell',
    commands: 'TOTP_KIT_MANAGEMENT_KEY=$(cat shop.key) node shop.js',
    keepsRunning: true,
    output: `The shop is on ${place.url}/`,
  });
}

const post = (url: string, body: object): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { origin: new URL(url).origin, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** Ada signed up by herself, while anybody could. A customer of that name does not get her, nor she the customer. */
async function refuseWhoSignedUp(place: Place): Promise<void> {
  await restartShop(place, {
    'customer.json': 'ada.json',
    'grace@shop.example': 'ada@example.com',
  });
  await expectNoTicket(place, 'login_id_taken');
  const page = await browser.newPage({ locale: 'en-US' });
  await page.goto(place.url);
  await page.getByText('The shop’s terminal says what is wrong.').waitFor();
  expect(await page.locator('totp-setup, totp-verify').count()).toBe(0);
}

/** While a proof is checked, another page asks for a ticket: what was proved is what was asked before. */
async function proveWhatWasAsked(place: Place): Promise<void> {
  const askMeanwhile = `async () => {
    const headers = { origin: shop, 'content-type': 'application/json' };
    await fetch(shop + '/ticket', { method: 'POST', headers, body: '{}' });
    return false;
  }`;
  await restartShop(place, {
    'customer.json': 'heidi.json',
    'grace@shop.example': 'heidi@shop.example',
    'rememberProofs()': askMeanwhile,
  });
  const page = await browser.newPage({ locale: 'en-US' });
  const person = new Person(page);
  const sent = page.waitForRequest(`${place.url}/proof`);
  await page.goto(place.url);
  const { key } = await person.scan();
  await person.finishSignUp(await readCode(key));
  await page.getByText('Proved: heidi@shop.example, link.').waitFor();
  const again = await post(`${place.url}/proof`, (await sent).postDataJSON() as object);
  expect(await again.json()).toEqual({ message: 'That proves nothing.' });
}

/** Grace's authenticator is deleted. Whoever has only her password gets no ticket to link one of theirs. */
async function askWhoLostTheirPhone(place: Place): Promise<void> {
  await restartShop(place, {});
  await place.walker.run({
    kind: 'shell',
    commands: 'npx totp-kit users delete-totp grace@shop.example --reason "lost phone" --yes',
    keepsRunning: false,
    output: undefined,
  });
  await expectNoTicket(place, 'no_authenticator');
}

async function expectNoTicket({ url, walker }: Place, reason: string): Promise<void> {
  const response = await post(`${url}/ticket`, {});
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ message: 'The shop’s terminal says what is wrong.' });
  await expect.poll(() => walker.printed()).toContain(`code: '${reason}'`);
}

async function signUpAndIn(url: string): Promise<void> {
  const page = await browser.newPage({ locale: 'en-US' });
  const faults = listenToFaults(page);
  const person = new Person(page);
  await page.goto(url);
  await person.typeLoginId('ada@example.com');
  await page.getByRole('button', { name: 'I’m new here' }).click();
  const { key } = await person.scan();
  await person.finishSignUp(await readCode(key));
  await page.getByRole('heading', { name: 'You’re all set' }).waitFor();

  await page.goto(url);
  await person.typeLoginId('ada@example.com');
  await page.getByRole('button', { name: 'I’ve set it up here before' }).click();
  await person.typeCode(await readCode(key, { stepsAhead: 1 }));
  await page.getByText('Welcome back, ada@example.com.').waitFor();
  expect(faults).toEqual([]);
}

async function linkAndProve(url: string): Promise<void> {
  const page = await browser.newPage({ locale: 'en-US' });
  const faults = listenToFaults(page);
  const person = new Person(page);
  await page.goto(url);
  const { key } = await person.scan();
  await person.finishSignUp(await readCode(key));
  await page.getByText('Proved: grace@shop.example, link.').waitFor();

  await page.goto(url);
  await person.typeCode(await readCode(key, { stepsAhead: 1 }));
  await page.getByText('Proved: grace@shop.example, transfer 42.').waitFor();
  expect(faults).toEqual([]);
}

function listenToFaults(page: Page): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    // The pages have no icon, and browsers ask for one unasked.
    const isIcon = message.location().url.endsWith('/favicon.ico');
    if (message.type() === 'error' && !isIcon) faults.push(message.text());
  });
  return faults;
}

function environment(port: number): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(TOTP_KIT_|DATABASE_URL|NODE_ENV|HOST$|npm_(?!config_))/.test(name),
  );
  return {
    ...Object.fromEntries(own),
    PATH: [path.dirname(process.execPath), process.env['PATH']].join(path.delimiter),
    PORT: String(port),
    npm_config_globalconfig: npmConfig('globalconfig'),
    npm_config_prefer_offline: 'true',
  };
}

/** npm looks for its settings beside Node, and the repository's own Node is elsewhere than the system's. */
function npmConfig(name: string): string {
  const npm = process.env['npm_execpath'] ?? 'npm';
  return execFileSync(npm, ['config', 'get', name], { encoding: 'utf8' }).trim();
}
