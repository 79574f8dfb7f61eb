import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { request, type IncomingMessage, type Server } from 'node:http';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Api } from './harness/api.ts';
import { launchBrowser } from './harness/browser.ts';
import { copyConsoleTableFor } from './harness/other-origin.ts';
import {
  findFreePort,
  makeDataFolder,
  managementKey,
  startServer,
  type RunningServer,
} from './harness/server.ts';

// The administration of docs/console-table.md, run as it stands; only the address of the server is another.

interface Example {
  createAdminServer: (options: {
    isAdministrator: (request: IncomingMessage) => Promise<boolean>;
  }) => Server;
}

const stack = new AsyncDisposableStack();
let browser: Browser;
let server: RunningServer;
let adminUrl: string;
let folder: string;
let isSignedIn = true;

beforeAll(async () => {
  const data = stack.use(await makeDataFolder());
  server = stack.use(await startServer({ folder: data.path }));
  folder = stack.use(await makeDataFolder()).path;
  await copyConsoleTableFor(server.url, folder);
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
  adminUrl = await startAdministration(server.url);
  browser = await launchBrowser();
  for (const name of ['ada', 'bob', 'cyd']) await new Api(server.url).signUp(`${name}@example.com`);
});

afterAll(async () => {
  await browser.close();
  await stack.disposeAsync();
});

/** An administration that finds its totp-kit server there. */
async function startAdministration(serverUrl: string): Promise<string> {
  process.env['TOTP_KIT_PUBLIC_URL'] = serverUrl;
  process.env['TOTP_KIT_MANAGEMENT_KEY'] = managementKey;
  const file = path.join(folder, 'admin-server.js');
  const { createAdminServer } = (await import(`${file}?for=${serverUrl}`)) as Example;
  const port = await findFreePort();
  const admin = createAdminServer({ isAdministrator: async () => isSignedIn }).listen(port);
  stack.defer(() => void admin.close());
  await once(admin, 'listening');
  return `http://localhost:${port}`;
}

async function openTable(): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage({ locale: 'en-US' });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.exposeFunction('complain', (text: string) => complaints.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { complain } = globalThis as unknown as { complain: (text: string) => void };
      complain(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
    });
  });
  await page.goto(`${adminUrl}/admin/users`);
  return { page, complaints };
}

test('a site’s own administration deletes seeds, and keeps its management key', async () => {
  const { page, complaints } = await openTable();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(JSON.stringify(request.headers())));
  for (const name of ['ada', 'bob'])
    await page.getByRole('checkbox', { name: `Select ${name}@example.com` }).click();
  await page.getByRole('button', { name: 'Delete TOTP Seed' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Delete TOTP seed for 2 users. They are signed out everywhere').waitFor();
  await dialog.getByLabel('Reason').fill('lost phones');
  await dialog.getByLabel('Type 2 to go on').fill('2');
  await dialog.getByRole('button', { name: 'Delete TOTP Seed' }).click();
  await dialog.getByText(`${server.url}/enroll#ticket=`).first().waitFor();
  expect(await dialog.getByText('/enroll#ticket=').count()).toBe(2);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await dialog.getByRole('button', { name: 'Close anyway' }).click();

  await page.getByRole('button', { name: 'ada@example.com', exact: true }).click();
  await page.getByText('No authenticator app. A link lets them set one up.').waitFor();
  await page.getByText('TOTP seed deleted').waitFor();
  await page.getByText('Reason: lost phones').waitFor();
  expect(requests.join()).not.toContain(managementKey);
  expect(complaints).toEqual([]);
  await page.close();
});

test('its backend passes on what the table asks of its own pages, and nothing else', async () => {
  const ask = async (url: string, headers: Record<string, string>): Promise<number> =>
    (await fetch(`${adminUrl}/admin/totp${url}`, { headers })).status;
  expect(await ask('/api/v1/manage/users', own)).toBe(200);
  expect(await ask('/api/v1/manage/users', { 'sec-fetch-site': 'cross-site' })).toBe(403);
  for (const url of ['/api/v1/manage/keys', '/api/v1/manage/users/%2e%2e/keys', '/openapi.json'])
    expect(await ask(url, own), url).toBe(404);
});

const own = { 'sec-fetch-site': 'same-origin' };

test('its page is framed by nobody, kept by nobody, and sends nothing elsewhere', async () => {
  for (const file of ['users', 'users.js', 'users.css']) {
    const { headers } = await fetch(`${adminUrl}/admin/${file}`);
    for (const directive of ["frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'"])
      expect(headers.get('content-security-policy')?.split('; '), file).toContain(directive);
    expect(Object.fromEntries(headers), file).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
  }
});

test('its backend takes the methods and the sizes of the table, and no others', async () => {
  const users = `${adminUrl}/admin/totp/api/v1/manage/users`;
  for (const method of ['TRACE', 'PUT', 'OPTIONS']) {
    const sent = request(users, { method, headers: own }).end();
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode, method).toBe(405);
    expect(answer.headers.allow).toBe('GET, POST, PATCH, DELETE');
  }
  const headers = { ...own, 'content-type': 'application/json' };
  const answer = await fetch(users, { method: 'POST', headers, body: ' '.repeat(1024 * 1024 + 1) });
  expect([answer.status, await answer.json()]).toEqual([413, { code: 'payload_too_large' }]);
});

test('its backend outlives uploads that end early and answers that nobody waits for', async () => {
  const users = `${adminUrl}/admin/totp/api/v1/manage/users`;
  const upload = request(users, { method: 'POST', headers: { ...own, 'content-length': 100 } });
  upload.on('error', () => {});
  await new Promise((sent) => upload.write('{', sent));
  upload.destroy();
  const abort = new AbortController();
  const unheard = fetch(users, { headers: own, signal: abort.signal });
  abort.abort();
  await expect(unheard).rejects.toThrow('abort');
  expect((await fetch(users, { headers: own })).status).toBe(200);
});

test('its backend says so when the totp-kit server does not answer', async () => {
  const lonelyUrl = await startAdministration(`http://localhost:${await findFreePort()}`);
  for (const method of ['GET', 'POST']) {
    const answer = await fetch(`${lonelyUrl}/admin/totp/api/v1/manage/users`, {
      method,
      headers: own,
    });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect([answer.status, await answer.json()]).toEqual([502, { code: 'server_unreachable' }]);
  }
});

test('the page goes to its own sign-in when its session has ended', async () => {
  const { page } = await openTable();
  await page.getByRole('button', { name: 'cyd@example.com', exact: true }).waitFor();
  isSignedIn = false;
  const goesOn = page.waitForRequest(/\/sign-in\?next=\/admin\/users$/);
  await page.getByRole('button', { name: 'Disabled' }).click();
  await goesOn;
  isSignedIn = true;
  await page.close();
});
