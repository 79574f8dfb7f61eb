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

test('a newcomer gets from nothing to a proof', { timeout: 240_000 }, async () => {
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
  for (const step of steps) {
    if (step.kind === 'file') walker.write(step.name, here(step.content));
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
});

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
