import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCode } from './harness/authenticator.ts';
import { launchBrowser } from './harness/browser.ts';
import { openOwnPage } from './harness/own-page.ts';
import { Person } from './harness/person.ts';
import { makeDataFolder, root, startServer, type RunningServer } from './harness/server.ts';

const stack = new AsyncDisposableStack();
let browser: Browser;
let server: RunningServer;

beforeAll(async () => {
  const data = stack.use(await makeDataFolder());
  server = stack.use(await startServer({ folder: data.path }));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await stack.disposeAsync();
});

/** A page, and everything that it says to its developers. */
async function openPage(): Promise<{ page: Page; lines: string[] }> {
  const page = await browser.newPage({ locale: 'en-US' });
  const lines: string[] = [];
  page.on('console', (message) => lines.push(message.text()));
  page.on('pageerror', (error) => lines.push(String(error)));
  return { page, lines };
}

/** What a site's bundler makes of `<totp-verify>` alone. */
async function bundleVerify(): Promise<string> {
  const result = await build({
    root: path.join(root, 'packages/components'),
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    resolve: { conditions: ['totp-kit-source', 'module', 'browser', 'production'] },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: 'src/totp-verify.ts', formats: ['es'], fileName: 'verify' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [output] = Array.isArray(result) ? result : [];
  const chunk = output?.output.find((file) => file.type === 'chunk');
  if (chunk === undefined) throw new Error('Nothing was bundled.');
  return chunk.code;
}

test('of two script tags the first serves the page, and one line says which is ignored', async () => {
  const { page, lines } = await openPage();
  const second = 'https://cdn.example';
  await page.route(`${second}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    await route.fulfill({ response: await route.fetch({ url: `${server.url}${pathname}` }) });
  });
  await openOwnPage(page, server.url, {
    body: `<totp-setup></totp-setup><script type="module" src="${second}/totp-kit.js"></script>`,
  });
  const person = new Person(page);
  await person.startSignUp('ada@example.com');
  const { key } = await person.scan();
  await person.finishSignUp(await readCode(key));
  await page.getByRole('heading', { name: 'You’re all set' }).waitFor();
  expect(lines).toEqual([expect.any(String)]);
  expect(lines[0]).toContain(`is used: ${server.url}/totp-kit.js.`);
  expect(lines[0]).toContain(`is ignored: ${second}/totp-kit.js.`);
  await page.close();
});

test('two bundled copies of one version are told from one', async () => {
  const { page, lines } = await openPage();
  const code = await bundleVerify();
  for (const name of ['first', 'second']) {
    await page.route(`${server.url}/${name}.js`, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: code }),
    );
  }
  await page.route(`${server.url}/page.html`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="en"><title>A site</title>
        <script type="module" src="/first.js"></script>
        <script type="module" src="/first.js"></script>
        <totp-verify server="${server.url}"></totp-verify></html>`,
    }),
  );
  await page.goto(`${server.url}/page.html`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(lines).toEqual([]);

  const warning = page.waitForEvent('console');
  await page.addScriptTag({ type: 'module', url: '/second.js' });
  expect((await warning).text()).toMatch(
    /two copies of @totp-kit\/components \d+\.\d+\.\d+\. What was first is used\. .*npm dedupe/,
  );
  await page.close();
});
