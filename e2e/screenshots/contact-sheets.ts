import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { consoleLooks, looks } from './looks.ts';

/** So many on one can still be told apart. */
const mostOnOne = 12;

/** There, and only for this browser, are the pictures. */
const origin = 'http://pictures.test/';

interface Picture {
  readonly file: string;
  readonly caption: string;
}

/** Few pictures with all of those in a folder: every screen in its looks, every look with its screens. */
export async function printContactSheets(browser: Browser, folder: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1560, height: 800 } });
  await page.route(`${origin}*`, async (route) => {
    const name = path.basename(new URL(route.request().url()).pathname);
    if (name) await route.fulfill({ path: path.join(folder, name) });
    else await route.fulfill({ contentType: 'text/html', body: '' });
  });
  await page.goto(origin);
  for (const [title, pictures] of await groupPictures(folder)) {
    const sheets = Math.ceil(pictures.length / mostOnOne);
    for (let sheet = 0; sheet < sheets; sheet += 1) {
      const some = pictures.slice(sheet * mostOnOne, (sheet + 1) * mostOnOne);
      await page.setContent(makeSheet(some));
      await waitForPictures(page);
      const name = sheets > 1 ? `${title}-${sheet + 1}` : title;
      await page.screenshot({ path: path.join(folder, 'sheets', `${name}.png`), fullPage: true });
    }
  }
  await page.close();
}

/** By screen and by look, in the order of the screens. */
async function groupPictures(folder: string): Promise<Map<string, Picture[]>> {
  const groups = new Map<string, Picture[]>();
  const files = (await readdir(folder)).filter((name) => name.endsWith('.png')).sort();
  for (const file of files) {
    const look = [...looks, ...consoleLooks].find(({ name }) =>
      file.endsWith(`-${name}.png`),
    )?.name;
    if (look === undefined) continue;
    const screen = file.slice(0, -`-${look}.png`.length);
    const group = screen.startsWith('console-') ? `console-${look}` : look;
    groups.set(screen, [...(groups.get(screen) ?? []), { file, caption: look }]);
    groups.set(group, [...(groups.get(group) ?? []), { file, caption: screen }]);
  }
  return groups;
}

/** Names of files are all that comes into it. */
function makeSheet(pictures: readonly Picture[]): string {
  const figures = pictures.map(
    ({ file, caption }) =>
      `<figure><img src="${origin}${file}" /><figcaption>${caption}</figcaption></figure>`,
  );
  return `<!doctype html>
    <style>
      body { display: flex; flex-wrap: wrap; gap: 12px; margin: 12px; background: #888 }
      figure { margin: 0 }
      img { display: block; max-inline-size: 500px; max-block-size: 700px }
      figcaption { font: 13px sans-serif }
    </style>
    ${figures.join('')}`;
}

async function waitForPictures(page: Page): Promise<void> {
  await page.evaluate(() => Promise.all(Array.from(document.images, (image) => image.decode())));
}
