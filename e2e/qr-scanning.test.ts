import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Locator,
  Page,
} from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { readPaper, readPicture } from './harness/paper.ts';
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

interface ShownCode extends AsyncDisposable {
  readonly page: Page;
  readonly code: Locator;
  readonly warnings: string[];
  /** What the QR code has to say. */
  readonly uri: string;
}

interface Scene {
  readonly attributes?: string;
  readonly css?: string;
  readonly options?: BrowserContextOptions;
  readonly context?: BrowserContext;
}

let people = 0;

/** A page of the server's with one QR code on it. */
async function show({ attributes = '', css = '', options, ...scene }: Scene): Promise<ShownCode> {
  const context =
    scene.context ?? (await browser.newContext({ reducedMotion: 'reduce', ...options }));
  const page = await context.newPage();
  const warnings: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text());
  });
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>QR</title>
    <style>:root { color-scheme: light dark } body { margin: 40px } ${css}</style>
    <script type="module" src="/totp-kit.js"></script>
    <totp-setup login-id="person-${(people += 1)}@example.com">
      <totp-qr ${attributes}></totp-qr>
      <totp-provision-link></totp-provision-link>
    </totp-setup>`;
  await page.route('**/qr', (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(`${server.url}/qr`);
  await page.getByRole('img', { name: /QR code/ }).waitFor();
  const link = page.getByRole('link', { name: 'Open authenticator app' });
  const uri = (await link.getAttribute('href')) ?? '';
  const close = (): Promise<void> => page.close();
  return { page, code: page.locator('totp-qr'), warnings, uri, [Symbol.asyncDispose]: close };
}

/** Waits until the code is drawn in rounded modules, or in this colour. */
async function untilDressed(code: Locator, selector: string): Promise<void> {
  await code.locator(selector).waitFor({ state: 'attached' });
}

const rounded = 'path:not([shape-rendering=crispEdges])';
const dark: BrowserContextOptions = { colorScheme: 'dark' };

test('the code scans as it comes, in light and in dark', async () => {
  for (const options of [{}, dark]) {
    await using shown = await show({ options });
    expect(shown.uri).toMatch(/^otpauth:/);
    expect(await readPicture(await shown.page.screenshot())).toBe(shown.uri);
    expect(shown.warnings).toEqual([]);
  }
});

test.each(['square', 'rounded'])(
  'a %s code of 120 CSS pixels scans on a screen of two device pixels each',
  async (shape) => {
    const attributes = `size="120" module-shape="${shape}"`;
    await using shown = await show({ attributes, options: { deviceScaleFactor: 2 } });
    if (shape === 'rounded') await untilDressed(shown.code, rounded);
    expect(await shown.code.boundingBox()).toMatchObject({ width: 120, height: 120 });
    expect(await readPicture(await shown.page.screenshot())).toBe(shown.uri);
  },
);

test.each(['L', 'M', 'Q', 'H'])('a code of level %s scans, square and rounded', async (level) => {
  for (const shape of ['square', 'rounded']) {
    await using shown = await show({
      attributes: `error-correction="${level}" module-shape="${shape}"`,
    });
    if (shape === 'rounded') await untilDressed(shown.code, rounded);
    expect(await readPicture(await shown.page.screenshot())).toBe(shown.uri);
    expect(shown.warnings).toEqual([]);
  }
});

const themes = {
  'deep blue on white': { color: '#12307a', plate: '#fff', fill: '#12307a' },
  'brown on cream': { color: 'rgb(59 36 20)', plate: '#fff6e0', fill: '#3b2414' },
  'green on a grey of mint': { color: 'oklch(0.3 0.09 160)', plate: '#dcefe5', fill: '#003b1d' },
  'as little contrast as is allowed': { color: '#595959', plate: '#fff', fill: '#595959' },
};

test.each(Object.entries(themes))('a rounded code in %s scans', async (_name, theme) => {
  const css = `totp-qr {
    --totp-qr-color: ${theme.color};
    --totp-qr-plate: ${theme.plate};
    --totp-qr-module-shape: rounded;
  }`;
  await using shown = await show({ css, options: dark });
  await untilDressed(shown.code, `path[fill="${theme.fill}"]`);
  expect(await readPicture(await shown.page.screenshot())).toBe(shown.uri);
  expect(shown.warnings).toEqual([]);
});

test('a page’s styles take neither the plate nor the quiet zone nor the colours away', async () => {
  const spoiled = `
    background: #000 !important; padding: 0 !important; border: 0 !important; color: #fff !important;
    fill: #fff !important; stroke: #fff !important; stroke-width: 3 !important; fill-opacity: 0.1 !important;
    opacity: 0.1 !important; filter: invert(1) blur(9px) !important; mix-blend-mode: difference !important;
    mask: linear-gradient(#000, transparent) !important; clip-path: circle(20%) !important;
    overflow: hidden !important; border-radius: 50% !important; scale: -1 1 !important;
    --_quiet: 50% !important; --_radius: 999px !important;`;
  const css = `
    html { background: #000 }
    totp-qr, totp-qr::part(plate) { ${spoiled.replace(/scale[^;]*;/, '')} --totp-radius: 999px; }
    totp-qr::part(plate) { scale: -1 1 !important; block-size: 60px !important }
    totp-qr::part(code) { ${spoiled} inline-size: 10px !important; display: none !important }
    totp-qr::part(plate)::before, totp-qr::part(plate)::after, totp-qr::part(code)::before {
      content: '' !important; position: absolute; inset: 0; background: #000; z-index: 9 }
    svg, rect, path { display: none !important; fill: #fff !important }`;
  for (const moduleShape of ['square', 'rounded']) {
    await using shown = await show({ css, attributes: `module-shape="${moduleShape}"` });
    if (moduleShape === 'rounded') await untilDressed(shown.code, rounded);
    expect(await readPicture(await shown.page.screenshot())).toBe(shown.uri);
  }
});

test('colours that scanners would not read are not used, and the console says why', async () => {
  const css = 'totp-qr { --totp-qr-color: #fff; --totp-qr-plate: #000 }';
  await using shown = await show({ css });
  await expect.poll(() => shown.warnings.join()).toContain('light on dark');
  expect(await readPicture(await shown.page.screenshot())).toBe(shown.uri);
});

test('the colours follow the colour scheme, and so does their check', async () => {
  const css = `totp-qr {
    --totp-qr-color: light-dark(#12307a, #fff);
    --totp-qr-plate: light-dark(#fff, #12307a);
  }`;
  await using shown = await show({ css });
  await untilDressed(shown.code, 'path[fill="#12307a"]');
  expect(shown.warnings).toEqual([]);
  await shown.page.emulateMedia({ colorScheme: 'dark' });
  await untilDressed(shown.code, 'path[fill="#14161a"]');
  await expect.poll(() => shown.warnings.length).toBe(1);
  expect(await readPicture(await shown.page.screenshot())).toBe(shown.uri);
  await shown.page.emulateMedia({ colorScheme: 'light' });
  await untilDressed(shown.code, 'path[fill="#12307a"]');
});

test('the code stays in its own colours where a person has chosen the system’s', async () => {
  await using shown = await show({ options: { ...dark, forcedColors: 'active' } });
  expect(await readPicture(await shown.page.screenshot())).toBe(shown.uri);
});

const looksOnPaper: Record<string, Scene> = {
  'a plain code': {},
  'a code of a dark page': { css: 'html { background: #111 }', options: dark },
  'a code in colours': {
    css: 'totp-qr { --totp-qr-color: #8a1538; --totp-qr-plate: #ffe9ef }',
    attributes: 'size="120" module-shape="rounded"',
  },
};

test.each(Object.entries(looksOnPaper))(
  '%s prints 50 mm wide, black on white',
  async (_name, scene) => {
    await using shown = await show(scene);
    if (scene.attributes) await untilDressed(shown.code, `${rounded}[fill="#8a1538"]`);
    expect(await readPaper(shown.page)).toEqual([shown.uri]);
    await shown.page.emulateMedia({ media: 'print' });
    const { width, height } = (await shown.code.boundingBox()) ?? { width: 0, height: 0 };
    expect(Math.round(width)).toBe(189);
    expect(Math.round(height)).toBe(189);
    expect(await shown.code.locator('path').evaluate((path) => getComputedStyle(path).fill)).toBe(
      'rgb(0, 0, 0)',
    );
    expect(await readPicture(await shown.page.screenshot())).toBe(shown.uri);
  },
);

test('only a page that wants another look loads what draws it, and without it the code is plain', async () => {
  const context = await browser.newContext();
  const scripts: string[] = [];
  context.on('request', (request) => void scripts.push(new URL(request.url()).pathname));
  const isTheme = (file: string): boolean => file.startsWith('/totp-kit/qr-theme-');
  const plain = await show({ context, attributes: 'error-correction="H"' });
  await plain.page.close();
  expect(scripts.filter(isTheme)).toEqual([]);

  await context.route('**/totp-kit/qr-theme-*', (route) => route.abort());
  const failed = context.waitForEvent('requestfailed');
  await using shown = await show({ context, attributes: 'module-shape="rounded"' });
  await failed;
  expect(await readPicture(await shown.page.screenshot())).toBe(shown.uri);
  await untilDressed(shown.code, 'path[shape-rendering=crispEdges]');
});
