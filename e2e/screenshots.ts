import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { readCode } from './harness/authenticator.ts';
import { launchBrowser } from './harness/browser.ts';
import { Person } from './harness/person.ts';
import { makeDataFolder, root, startServer } from './harness/server.ts';
import { takeConsole } from './screenshots/console/take-console.ts';
import { printContactSheets } from './screenshots/contact-sheets.ts';
import { consoleLooks, looks, type Look } from './screenshots/looks.ts';
import { Studio } from './screenshots/studio.ts';
import { takeGallery, takeNarrow, walkThroughScreens } from './screenshots/walk.ts';

// `npm run screenshots`, after `npm run build`: the picture of the README, and into the folder
// screenshots/, which git ignores, every screen in every look, for people to go through. The folder
// sheets/ in it has them all on few pictures. A word after the command takes the looks with it in
// their name: `npm run screenshots -- phone-rtl`. After the word `console`, only the console's:
// `npm run screenshots -- console`, `npm run screenshots -- console dark-phone`.

const folder = path.join(root, 'screenshots');
const env = { TOTP_KIT_ISSUER: 'Windowsill' };
const words = process.argv.slice(2);
const isOnlyConsole = words[0] === 'console';
const [wanted = ''] = isOnlyConsole ? words.slice(1) : words;

await rm(folder, { recursive: true, force: true });
await mkdir(path.join(folder, 'sheets'), { recursive: true });
const browser = await launchBrowser();
try {
  if (words.length === 0) await takeReadmePicture(browser);
  for (const look of isOnlyConsole ? [] : withWanted(looks)) {
    console.log(look.name);
    await takeAll(look);
  }
  for (const look of withWanted(consoleLooks)) {
    console.log(`console: ${look.name}`);
    await takeConsole(browser, { look, folder });
  }
  await printContactSheets(browser, folder);
} finally {
  await browser.close();
}
console.log(`The pictures are in ${path.relative(process.cwd(), folder) || '.'}`);

function withWanted(some: readonly Look[]): readonly Look[] {
  return some.filter(({ name }) => name.includes(wanted));
}

async function takeReadmePicture(from: Browser): Promise<void> {
  await using data = await makeDataFolder();
  await using server = await startServer({ folder: data.path, env });
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

/** On a server of its own, so that no look waits for what another one has used up. */
async function takeAll(look: Look): Promise<void> {
  await using data = await makeDataFolder();
  await using server = await startServer({ folder: data.path, env });
  const setup = { look, server: server.url, folder };
  for (const walk of [walkThroughScreens, takeGallery, takeNarrow]) {
    const studio = await Studio.open(browser, setup);
    await walk(studio, server.url);
    await studio.close();
  }
}
