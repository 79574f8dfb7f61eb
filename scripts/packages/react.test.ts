import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../e2e/harness/browser.ts';
import { makeCleanFolder, packPackages, type CleanFolder } from './clean-folder.ts';

let browser: Browser;

beforeAll(async () => {
  await packPackages();
  browser = await launchBrowser();
});

afterAll(() => browser.close());

const majors: Readonly<Record<string, Record<string, string>>> = {
  '18': { react: '18.3.1', 'react-dom': '18.3.1' },
  '19': {},
};

describe.each(Object.entries(majors))('the components in React %s', (major, versions) => {
  let folder: CleanFolder;

  beforeAll(async () => {
    folder = await makeCleanFolder({
      tarballs: ['protocol', 'components'],
      others: ['react', 'react-dom'],
      versions,
    });
  });

  afterAll(() => folder[Symbol.asyncDispose]());

  test('are their tags with harmless attributes on a server, without the ticket', async () => {
    const flag = major === '19' ? '""' : '"true"';
    expect(await renderOnServer(folder)).toBe(
      `<totp-setup class="card" server="https://auth.example" action="update-user">own</totp-setup>` +
        `<totp-verify server="https://auth.example" manual-submit=${flag}></totp-verify>`,
    );
  });

  test('take over what a server wrote, set properties, and keep to the newest of all', async () => {
    const { page, faults } = await openPage(await renderOnServer(folder), await bundle(folder));
    const setup = page.locator('totp-setup');
    const readSetup = (): Promise<unknown> =>
      setup.evaluate((element) => {
        const { action, ticket, errors, className } = element as unknown as Record<string, unknown>;
        return { action, ticket, errors, className };
      });
    await page.locator('[data-ready]').waitFor();
    const errors = 'automatic';
    expect(await readSetup()).toEqual({
      action: 'update-user',
      ticket: 'first',
      errors,
      className: 'card',
    });
    expect(await setup.getAttribute('ticket')).toBeNull();
    expect(
      await page
        .locator('totp-verify')
        .evaluate((one) => 'manualSubmit' in one && one.manualSubmit),
    ).toBe(true);

    await setup.evaluate((element) => element.dispatchEvent(new Event('totp-success')));
    await page.getByText('heard 1 with ref TOTP-SETUP').waitFor();
    await setup.evaluate((element) => element.dispatchEvent(new Event('totp-success')));
    await page.getByText('heard 2 with ref TOTP-SETUP').waitFor();
    // The page has stopped setting the action, and has another ticket.
    expect(await readSetup()).toEqual({
      action: 'sign-up',
      ticket: 'second',
      errors,
      className: 'card',
    });
    expect(faults).toEqual([]);
    await page.close();
  });
});

const component = `
import { createElement as h, Fragment, StrictMode, useEffect, useRef, useState } from 'react';
import { TotpSetup, TotpVerify } from '@totp-kit/components/react';

// Answers never.
const client = { startEnrollment: () => new Promise(() => {}) };

export function App() {
  const [heard, setHeard] = useState(0);
  const [tag, setTag] = useState();
  const place = useRef(null);
  useEffect(() => setTag(place.current?.tagName), []);
  return h(StrictMode, null,
    h(TotpSetup, {
      ref: place, className: 'card', server: 'https://auth.example', client,
      ...(heard < 2 ? { action: 'update-user', ticket: 'first' } : { ticket: 'second' }),
      onTotpSuccess: () => setHeard(heard + 1),
    }, 'own'),
    h(TotpVerify, { server: 'https://auth.example', manualSubmit: true, required: false }),
    tag && h('p', { 'data-ready': '' }, \`heard \${heard} with ref \${tag}\`));
}
`;

async function renderOnServer({ path: place, node }: CleanFolder): Promise<string> {
  await writeFile(path.join(place, 'app.js'), component);
  const script = `
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { App } from './app.js';
console.error = (...words) => console.log('error:', ...words);
console.log(renderToString(createElement(App)));`;
  return (await node('--input-type=module', '--eval', script)).trim();
}

async function bundle({ path: place }: CleanFolder): Promise<string> {
  const entry = path.join(place, 'page.js');
  await writeFile(
    entry,
    `import { createElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { App } from './app.js';
hydrateRoot(document.getElementById('app'), createElement(App));`,
  );
  const build = await rolldown({
    input: entry,
    platform: 'browser',
    logLevel: 'silent',
    transform: { define: { 'process.env.NODE_ENV': '"development"' } },
  });
  const { output } = await build.generate({ format: 'esm', codeSplitting: false });
  await build.close();
  return output[0].code;
}

/** A page, and what it complains of in the console. */
async function openPage(html: string, script: string): Promise<{ page: Page; faults: string[] }> {
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/page.js')
      return route.fulfill({ contentType: 'text/javascript', body: script });
    if (pathname !== '/') return route.fulfill({ status: 204 });
    return route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>React</title><div id="app">${html}</div><script type="module" src="/page.js"></script>`,
    });
  });
  await page.goto('https://site.example/');
  return { page, faults };
}
