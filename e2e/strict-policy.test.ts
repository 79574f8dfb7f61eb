import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeWrongCode, readCode } from './harness/authenticator.ts';
import { launchBrowser } from './harness/browser.ts';
import { openOwnPage, type OwnPage } from './harness/own-page.ts';
import { Person } from './harness/person.ts';
import { makeDataFolder, startServer, type RunningServer } from './harness/server.ts';

/** As strict as a policy can be for a page of the server's own origin. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

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

interface Visit {
  readonly page: Page;
  readonly person: Person;
  /** What the policy refused, what the page threw, and every error and warning in the console. */
  readonly complaints: string[];
}

async function visit(own: OwnPage): Promise<Visit> {
  const page = await browser.newPage({ locale: 'en-US' });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const text = message.text();
    // The browser's own line for the answer to a wrong code.
    if (text.includes('responded with a status of 401')) return;
    if (['error', 'warning'].includes(message.type())) complaints.push(text);
  });
  await page.exposeFunction('complain', (text: string) => complaints.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { complain } = globalThis as unknown as { complain: (text: string) => void };
      complain(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
    });
  });
  await openOwnPage(page, server.url, { policy, ...own });
  return { page, person: new Person(page), complaints };
}

test('<totp-flow> signs up and in', async () => {
  const { page, person, complaints } = await visit({ body: '<totp-flow></totp-flow>' });
  await person.typeLoginId('ada@example.com');
  await page.getByRole('button', { name: 'I’m new here' }).click();
  const { key } = await person.scan();
  await page.getByText('Enter a key instead').click();
  await page.getByRole('button', { name: 'Copy key' }).click();
  await person.finishSignUp(await readCode(key));
  await page.getByRole('heading', { name: 'You’re all set' }).waitFor();

  await page.reload();
  await person.typeLoginId('ada@example.com');
  await page.getByRole('button', { name: 'I’ve set it up here before' }).click();
  await person.typeCode(await readCode(key, { stepsAhead: 1 }));
  await page.getByRole('heading', { name: 'You’re signed in' }).waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});

test('<totp-setup> fills templates and slots, draws a rounded code in colours, and keeps recovery codes', async () => {
  const { page, person, complaints } = await visit({
    body: `
      <totp-setup action="sign-up">
        <template slot="identify">
          <form>
            <p>{{error.message}}</p>
            <label>Login ID <input name="loginId" placeholder="{{user.loginId}}" /></label>
            <button>Go</button>
          </form>
        </template>
        <template>
          <h1>Hello, {{user.loginId}}</h1>
          <totp-qr size="280" module-shape="rounded" error-correction="Q"></totp-qr>
          <totp-key></totp-key>
          <a href="{{totp.provisionUrl}}">Open</a>
          <totp-provision-link appearance="text">Open it</totp-provision-link>
          <totp-verify><p slot="error-invalid_code">Not that one.</p></totp-verify>
        </template>
        <div slot="done"><h2>Welcome</h2></div>
      </totp-setup>`,
    script: `
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        'totp-qr { --totp-qr-color: #123a6b; --totp-qr-plate: #fdf6e3; --totp-radius: 24px }',
      );
      document.adoptedStyleSheets = [sheet];`,
  });
  await page.getByRole('textbox', { name: 'Login ID' }).click();
  await page.keyboard.press('Enter');
  await page.getByText('Enter a login ID.').waitFor();
  await page.keyboard.type('grace@example.com');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Hello, grace@example.com' }).waitFor();
  const picture = page.getByRole('img', { name: /QR code/ });
  await picture.locator('path[fill="rgb(18, 58, 107)"], path[fill="#123a6b"]').waitFor();
  const { key } = await person.scan();
  await person.typeCode(await makeWrongCode(key));
  await page.getByText('Not that one.').waitFor();
  await person.typeCode(await readCode(key));
  await page.getByRole('list', { name: 'Recovery codes' }).waitFor();
  await page.getByRole('button', { name: 'Copy' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toBe('recovery-codes.txt');
  await page.getByRole('button', { name: 'Print' }).click();
  await person.saveRecoveryCodes();
  await page.getByRole('heading', { name: 'Welcome' }).waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});

test.each([
  ['ar', 'rtl'],
  ['ja', 'ltr'],
])('the elements speak another language, %s', async (language, direction) => {
  const { page, complaints } = await visit({
    language,
    body: '<totp-setup action="sign-up"></totp-setup><totp-verify></totp-verify>',
  });
  const field = page.locator('totp-setup').getByRole('textbox');
  await field.click();
  await page.keyboard.type(`${language}@example.com`);
  await page.keyboard.press('Enter');
  const picture = page.getByRole('img');
  await picture.waitFor();
  expect(await picture.getAttribute('aria-label')).not.toContain('QR code for');
  const screen = page.getByRole('group').first();
  expect(await screen.evaluate((group) => getComputedStyle(group).direction)).toBe(direction);
  expect(complaints).toEqual([]);
  await page.close();
});

test('<totp-verify> is a field of a form', async () => {
  const { page, complaints } = await visit({
    body: `
      <form>
        <totp-verify name="code" required></totp-verify>
        <button>Send</button>
        <output></output>
      </form>`,
    script: `
      document.querySelector('form').addEventListener('submit', (event) => {
        event.preventDefault();
        const code = new FormData(event.target).get('code');
        document.querySelector('output').textContent = 'Sent ' + code;
      });`,
  });
  await page.getByRole('textbox', { name: /code/i }).click();
  await page.keyboard.type('123456');
  await page.getByText('Sent 123456').waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});

test('lit-html is the one policy of trusted types that the elements make, and they need it', async () => {
  const { page, complaints } = await visit({
    body: '<totp-flow></totp-flow>',
    policy: policy.replace('trusted-types lit-html', "trusted-types 'none'"),
  });
  await expect.poll(() => complaints).toContain('trusted-types: trusted-types-policy lit-html');
  expect(await page.evaluate(() => customElements.get('totp-verify'))).toBeUndefined();
  await page.close();
});
