import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCode } from './harness/authenticator.ts';
import { findBarriers } from './harness/axe.ts';
import { launchBrowser } from './harness/browser.ts';
import { readPicture } from './harness/paper.ts';
import { makeDataFolder, startServer, type RunningServer } from './harness/server.ts';

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

const looks = [
  'harbour',
  'ember',
  'clinic',
  'ledger',
  'nakhla',
  'blok',
  'aura',
  'windowsill',
  'tramline',
];

interface Gallery {
  readonly page: Page;
  /** What the browser's console and the page's policy had to say. */
  readonly complaints: string[];
  /** The enrollments that the server was asked for. */
  readonly starts: string[];
}

/** Opens the gallery and waits until every look shows its QR code. */
async function openGallery(options: BrowserContextOptions = {}): Promise<Gallery> {
  const context = await browser.newContext({
    locale: 'en-US',
    reducedMotion: 'reduce',
    viewport: { width: 1400, height: 1000 },
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const starts: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/enrollments'))
      starts.push(request.url());
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      throw new Error(`${violatedDirective} ${blockedURI}`);
    });
  });
  await page.goto(`${server.url}/gallery.html`);
  for (const look of looks) await codeOf(page, look).waitFor();
  return { page, complaints, starts };
}

function codeOf(page: Page, look: string): Locator {
  return page.locator(`.${look} totp-qr svg`);
}

/** What a camera reads off a picture of one look. */
async function scan(page: Page, look: string): Promise<string | undefined> {
  return readPicture(await page.locator(`.${look}`).screenshot());
}

/** The URI that a look's link holds, which opens beside its QR code. */
async function readLink(page: Page, look: string): Promise<string> {
  await page.locator(`.${look} totp-setup summary`).click();
  const link = page.locator(`.${look} totp-provision-link a`);
  return (await link.getAttribute('href')) ?? '';
}

test('every page of the site leads to the gallery', async () => {
  const page = await browser.newPage({ locale: 'en-US' });
  for (const name of ['', 'enter.html', 'sign-up.html', 'sign-in.html']) {
    await page.goto(`${server.url}/${name}`);
    await page.getByRole('link', { name: 'The same screen in nine looks' }).click();
    await page.getByRole('heading', { name: 'One screen, nine looks' }).waitFor();
  }
  await page.close();
});

test.each(['light', 'dark'])(
  'a scanner reads the same enrollment off every look in %s',
  async (scheme) => {
    const { page, complaints, starts } = await openGallery();
    await page.getByText(scheme === 'light' ? 'Light' : 'Dark', { exact: true }).click();
    const read = await Promise.all(
      looks.map(async (look) => [look, await scan(page, look)] as const),
    );
    const uri = await readLink(page, 'windowsill');
    expect(uri).toMatch(/^otpauth:\/\/totp\/Windowsill:guest[0-9a-f]+%40windowsill\.example\?/);
    expect(Object.fromEntries(read)).toEqual(Object.fromEntries(looks.map((look) => [look, uri])));
    expect(starts).toHaveLength(1);
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);

test('the switch changes what is light and what is dark, and the game stays dark', async () => {
  const { page } = await openGallery();
  const surfaces = (): Promise<string[]> =>
    Promise.all(
      ['harbour', 'ember'].map((look) =>
        page.locator(`.${look}`).evaluate((stage) => getComputedStyle(stage).backgroundColor),
      ),
    );
  const [lightBank, game] = await surfaces();
  await page.getByRole('radio', { name: 'Dark' }).check();
  const [darkBank, gameByNight] = await surfaces();
  expect(darkBank).not.toBe(lightBank);
  expect(gameByNight).toBe(game);
  await page.getByRole('radio', { name: 'Automatic' }).check();
  expect((await surfaces())[0]).toBe(lightBank);
  await page.context().close();
});

test('no look has a barrier, on a wide screen, a phone and with its key open', async () => {
  // axe is brought in from outside, which a page's policy rightly refuses.
  const { page } = await openGallery({ bypassCSP: true });
  expect(await findBarriers(page)).toEqual([]);
  for (const look of looks) await page.locator(`.${look} totp-setup summary`).click();
  for (const look of looks) await page.locator(`.${look} totp-key`).getByRole('button').waitFor();
  for (const source of await page.locator('.source summary').all()) await source.click();
  expect(await findBarriers(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await findBarriers(page)).toEqual([]);
  await page.context().close();
});

test('nothing in the gallery is wider than the smallest phone', async () => {
  const { page } = await openGallery({ viewport: { width: 320, height: 800 } });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBe(320);
  await page.context().close();
});

test('the keyboard reaches the code field, the key and the code of every look', async () => {
  const { page } = await openGallery();
  const reached = new Set<string>();
  for (let presses = 0; presses < 100; presses += 1) {
    await page.keyboard.press('Tab');
    const where = await page.evaluate(() => {
      const outer = document.activeElement;
      let inner = outer;
      while (inner?.shadowRoot?.activeElement) inner = inner.shadowRoot.activeElement;
      const look = outer?.closest('.look')?.id;
      return look && inner ? `${look} ${inner.localName}` : '';
    });
    if (where) reached.add(where);
    else if (reached.size > 0) break;
  }
  const expected = looks.flatMap((look) => [`${look} input`, `${look} button`, `${look} summary`]);
  expect([...reached].sort()).toEqual(expected.sort());
  await page.context().close();
});

test('each look’s own code stands below it', async () => {
  const { page } = await openGallery();
  for (const look of looks) {
    const source = page.locator(`[data-source="${look}"]`);
    expect(await source.textContent()).toMatch(new RegExp(`\\.${look} \\{\\n  (--totp|color)`));
  }
  const markup = (await page.locator('[data-markup="ledger"]').textContent()) ?? '';
  expect(markup).toContain('<template>\n    <div class="columns">');
  expect(markup).toContain('{{user.loginId}}');
  await page.context().close();
});

test('a code confirmed in one look really signs up', async () => {
  const { page } = await openGallery();
  const uri = new URL((await scan(page, 'ledger')) ?? '');
  await page.locator('.ledger totp-verify input').click();
  await page.keyboard.type(await readCode(uri.searchParams.get('secret') ?? ''));
  // The circle around the check: the styles of an ending are there, too.
  const badge = page.locator('.ledger totp-recovery-codes [part=badge]');
  expect(await badge.boundingBox()).toMatchObject({ width: 48, height: 48 });
  await page.getByRole('button', { name: 'I have saved them' }).click();
  await page.getByRole('heading', { name: 'Subscribed' }).waitFor();
  await page.getByText(/From tonight, guest\w+@windowsill\.example reads/).waitFor();
  await page.getByRole('link', { name: 'Open your windowsill' }).click();
  await page.getByRole('heading', { name: /Good to see you, guest/ }).waitFor();
  await page.context().close();
});
