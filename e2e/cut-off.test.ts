import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { readCode } from './harness/authenticator.ts';
import { browserOptions } from './harness/browser.ts';
import { Management } from './harness/management.ts';
import { firstLinkOf } from './harness/operator.ts';
import { Person } from './harness/person.ts';
import { makeDataFolder } from './harness/server.ts';
import { startOnTerminal, type TerminalServer } from './harness/terminal.ts';

const stack = new AsyncDisposableStack();
let browser: Browser;
let server: TerminalServer;
let context: BrowserContext;
/** What pages asked for, on whatever origin. */
let asked: string[];
/** What came through to a server that is not ours. */
const strangersVisits: string[] = [];
let stranger: string;

beforeAll(async () => {
  const folder = stack.use(await makeDataFolder());
  server = stack.use(await startOnTerminal({ folder: folder.path }));
  const other = createServer((request, response) => {
    strangersVisits.push(request.url ?? '');
    response.end();
  }).listen(0, '127.0.0.1');
  await once(other, 'listening');
  stack.defer(() => void other.close());
  stranger = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  const options = browserOptions();
  browser = await chromium.launch({
    ...options,
    // No name and no address leads anywhere but to the server.
    args: [...(options.args ?? []), '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost'],
  });
});

afterAll(async () => {
  await browser.close();
  await stack.disposeAsync();
});

beforeEach(async () => {
  asked = [];
  context = await browser.newContext({ locale: 'en-US' });
  context.on('request', (request) => asked.push(request.url()));
  context.on('page', (page) => page.on('websocket', (socket) => asked.push(socket.url())));
});

afterEach(async () => {
  // From an empty page: what ours may ask, their own policy says before the network could.
  const page = await context.newPage();
  const reached = await page.evaluate(
    (url) =>
      fetch(url, { mode: 'no-cors' }).then(
        () => 'reached',
        () => 'cut',
      ),
    stranger,
  );
  expect(reached).toBe('cut');
  expect(asked.filter((url) => url.startsWith(stranger))).toHaveLength(1);
  await context.close();
  expect(strangersVisits).toEqual([]);
});

function foreign(): string[] {
  return asked.filter((url) => !url.startsWith(`${server.url}/`) && !/^(data|blob):/.test(url));
}

test('S31 [once] with the network cut, the QR code of a page scans, and no other origin is asked', async () => {
  const page = await context.newPage();
  await page.goto(`${server.url}/sign-up.html`);
  const person = new Person(page);
  await person.startSignUp('ada@example.com');
  const { uri, key } = await person.scan();
  expect(uri).toMatch(/^otpauth:\/\/totp\//);
  await person.finishSignUp(await readCode(key));
  await page.getByRole('heading', { name: 'Good to see you, ada@example.com' }).waitFor();
  expect(foreign()).toEqual([]);
});

test('S31 [once] with the network cut, the QR code of the hosted page scans', async () => {
  const order = { loginId: 'grace@example.com', action: 'update-user' } as const;
  const { url } = await new Management(server.url).createTicket(order);
  const page = await context.newPage();
  await page.goto(url);
  expect(new URL(page.url()).pathname).toMatch(/^\/enroll/);
  const person = new Person(page);
  const { key } = await person.scan();
  await person.finishSignUp(await readCode(key));
  await page.getByText('You’re all set').waitFor();
  expect(foreign()).toEqual([]);
});

test('S31 [once] with the network cut, the QR code of the console scans', async () => {
  const page = await context.newPage();
  await page.goto(firstLinkOf(server));
  const person = new Person(page);
  await person.startSignUp('root@example.com');
  const { key } = await person.scan();
  await person.finishSignUp(await readCode(key));
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  expect(asked.length).toBeGreaterThan(3);
  expect(foreign()).toEqual([]);
});
