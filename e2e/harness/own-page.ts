import type { Page } from 'playwright-core';

export interface OwnPage {
  readonly body: string;
  /** A module of the page's own, from a file of its own. */
  readonly script?: string;
  readonly policy?: string;
  readonly language?: string;
}

/** Opens a page that a site might have written, on the server's own origin. */
export async function openOwnPage(page: Page, serverUrl: string, own: OwnPage): Promise<void> {
  const url = `${serverUrl}/own-page.html`;
  await page.route(url, (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: own.policy === undefined ? {} : { 'content-security-policy': own.policy },
      body: writeOwnPage(own, { elements: '/totp-kit.js', script: '/own-page.js' }),
    }),
  );
  await page.route(`${serverUrl}/own-page.js`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: own.script ?? '' }),
  );
  await page.goto(url);
}

/** The text of such a page. */
export function writeOwnPage(
  { body, language = 'en' }: OwnPage,
  { elements, script }: { readonly elements: string; readonly script?: string },
): string {
  const scripts = [elements, ...(script === undefined ? [] : [script])];
  return `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>A site</title>
    ${scripts.map((src) => `<script type="module" src="${src}"></script>`).join('\n    ')}
  </head>
  <body>
    <main>${body}</main>
  </body>
</html>`;
}
