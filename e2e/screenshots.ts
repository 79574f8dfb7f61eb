import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { Api } from './harness/api.ts';
import { makeWrongCode, readCode } from './harness/authenticator.ts';
import { launchBrowser } from './harness/browser.ts';
import { Management } from './harness/management.ts';
import { Person } from './harness/person.ts';
import { makeDataFolder, root, startServer } from './harness/server.ts';

// `npm run screenshots`, after `npm run build`: the picture of the README, and into the folder
// screenshots/, which git ignores, every screen in every look, for people to go through.

const looks = {
  scheme: ['light', 'dark'],
  device: ['desktop', 'phone'],
  direction: ['ltr', 'rtl'],
} as const;

interface Look {
  readonly scheme: (typeof looks.scheme)[number];
  readonly device: (typeof looks.device)[number];
  readonly direction: (typeof looks.direction)[number];
}

const devices: Record<Look['device'], BrowserContextOptions> = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};

const folder = path.join(root, 'screenshots');

await using data = await makeDataFolder();
await using server = await startServer({
  folder: data.path,
  env: { TOTP_KIT_ISSUER: 'Windowsill' },
});
const browser = await launchBrowser();
try {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  await takeReadmePicture(browser);
  for (const scheme of looks.scheme) {
    for (const device of looks.device) {
      for (const direction of looks.direction) await takeAll({ scheme, device, direction });
    }
  }
} finally {
  await browser.close();
}

async function takeReadmePicture(from: Browser): Promise<void> {
  const page = await from.newPage({
    locale: 'en-US',
    viewport: { width: 1000, height: 680 },
    deviceScaleFactor: 2,
    reducedMotion: 'reduce',
  });
  await page.goto(`${server.url}/sign-up.html`);
  const person = new Person(page);
  await person.startSignUp('ada@example.com');
  const { key } = await person.scan();
  await person.codeField.click();
  await page.keyboard.type((await readCode(key)).slice(0, 3));
  const images = path.join(root, 'docs/images');
  await mkdir(images, { recursive: true });
  await page.screenshot({ path: path.join(images, 'sign-up.png') });
  await page.close();
}

/** Goes through every screen in one look. */
async function takeAll(look: Look): Promise<void> {
  const name = Object.values(look).join('-');
  const context = await browser.newContext({
    locale: 'en-US',
    colorScheme: look.scheme,
    reducedMotion: 'reduce',
    ...devices[look.device],
  });
  const page = await context.newPage();
  const person = new Person(page);
  await page.addInitScript((direction) => {
    document.addEventListener('readystatechange', () => (document.documentElement.dir = direction));
  }, look.direction);
  const open = (url: string): Promise<unknown> => page.goto(new URL(url, server.url).href);
  const take = (screen: string): Promise<void> => shoot(page, `${screen}-${name}`);
  const loginId = `ada-${name}@example.com`;

  await open('/');
  await take('01-landing');
  await open('/sign-up.html');
  await person.loginIdField.waitFor();
  await take('02-login-id');
  await page.getByRole('button', { name: 'Continue' }).click();
  await take('03-login-id-missing');
  await person.startSignUp(loginId);
  await page.getByRole('textbox', { name: /code/i }).waitFor();
  await take('04-enroll');
  await page.getByText(/Enter a key instead|Use another device/).click();
  await page.getByRole('img', { name: /QR code/ }).waitFor();
  await page.getByRole('button', { name: 'Copy key' }).waitFor();
  await take('05-key');
  await person.typeCode('123');
  await take('06-typing');
  const { key } = await person.scan();
  await person.typeCode(await makeWrongCode(key));
  await page.getByText(/That code didn’t work/).waitFor();
  await take('07-wrong-code');
  await person.typeCode(await readCode(key));
  await page.getByRole('heading', { name: /Good to see you/ }).waitFor();
  await take('08-account');

  await open('/sign-in.html');
  await person.loginIdField.waitFor();
  await take('09-sign-in');
  await person.typeLoginId(loginId);
  await person.typeCode(await makeWrongCode(key));
  await page.getByText(/wait for the next code/).waitFor();
  await take('10-sign-in-refused');

  const { url = '' } = await deleteTotp(`grace-${name}@example.com`);
  await open(url);
  await person.codeField.waitFor();
  await take('11-enroll-by-ticket');
  if (look.device === 'phone') await page.getByText('Use another device').click();
  const scanned = await person.scan();
  await person.typeCode(await readCode(scanned.key));
  await page.getByRole('heading', { name: 'You’re all set' }).waitFor();
  await take('12-all-set');
  await page.goto('about:blank');
  await open(url);
  await page.getByText(/This link has been used/).waitFor();
  await take('13-link-used');
  await context.close();
}

async function deleteTotp(loginId: string): Promise<{ url?: string | undefined }> {
  await new Api(server.url).signUp(loginId);
  const management = new Management(server.url);
  const { userId } = await management.findUser(loginId);
  return management.deleteTotp(userId);
}

/** The whole page. Playwright's `fullPage` makes a phone a desktop while it looks, so the window grows instead. */
async function shoot(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  if (before === null) throw new Error('The page has no viewport');
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ ...before, height });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  await page.setViewportSize(before);
}
