import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Api } from './harness/api.ts';
import { findBarriers } from './harness/axe.ts';
import { launchBrowser } from './harness/browser.ts';
import { Management } from './harness/management.ts';
import { Operator } from './harness/operator.ts';
import { makeDataFolder } from './harness/server.ts';
import { startOnTerminal, type TerminalServer } from './harness/terminal.ts';

const stack = new AsyncDisposableStack();
let browser: Browser;
let server: TerminalServer;
let operator: Operator;
const reports: string[] = [];

/** What people call themselves when they mean harm. */
const hostileNames = [
  '<img src=x onerror="document.title=\'owned\'">',
  '"><script>document.title="owned"</script>',
  'javascript:document.title="owned"',
  '${document.title="owned"} {{constructor.constructor("return 1")()}}',
  '\u202egnp.exe\u2066',
  '=HYPERLINK("https://evil.example","click")',
  'M'.repeat(256),
  `\u0627\u0644${'\u0651'.repeat(200)}`,
];

const views = ['', 'users', 'events', 'keys', 'administrators', 'settings'];

async function watchPolicy(page: Page): Promise<void> {
  await page.exposeFunction('reportViolation', (text: string) => reports.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { reportViolation } = globalThis as unknown as {
        reportViolation: (text: string) => void;
      };
      reportViolation(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`);
    });
  });
  page.on('request', (request) => {
    const url = request.url();
    const isOwn = url.startsWith(server.url) || /^(data|blob):/.test(url);
    if (!isOwn) reports.push(`another origin is asked: ${url}`);
  });
  page.on('pageerror', ({ message }) => reports.push(message));
}

beforeAll(async () => {
  const folder = stack.use(await makeDataFolder());
  server = stack.use(await startOnTerminal({ folder: folder.path }));
  browser = await launchBrowser();
  operator = await Operator.becomeFirst(browser, server);
  await watchPolicy(operator.page);
  const management = new Management(server.url);
  for (const [index, name] of hostileNames.entries()) {
    await management.createUser(`hostile ${index} <b>${index}</b>`, { name, email: name });
  }
  await new Api(server.url).signUp('ada@example.com');
});

afterAll(async () => {
  await browser.close();
  await stack.disposeAsync();
});

test('S27: hostile names in every field are shown as text, and no policy is violated', async () => {
  const { page } = operator;
  await operator.open('users');
  const user = page.getByText('hostile 0 <b>0</b>');
  await user.waitFor();
  await page
    .getByText(hostileNames[0] ?? '')
    .first()
    .waitFor();
  for (const index of hostileNames.keys()) {
    await operator.readTimeline(`hostile ${index} <b>${index}</b>`);
  }
  await page.getByRole('searchbox').fill('ada');
  await page.getByText('1–1 of 1', { exact: true }).waitFor();
  await operator.chooseFor('ada@example.com', 'Delete TOTP Seed');
  const reason = hostileNames[0] ?? '';
  await operator.dialog.getByRole('textbox', { name: 'Reason (optional)' }).fill(reason);
  await operator.dialog.getByRole('button', { name: 'Delete TOTP Seed' }).click();
  await operator.readResults();
  await operator.closeResults();
  expect((await operator.readTimeline('ada@example.com')).join('\n')).toContain(reason);
  for (const view of views) {
    await operator.open(view);
    await page.waitForLoadState('networkidle');
    expect(await page.title()).not.toContain('owned');
  }
  expect(await page.evaluate(() => 'owned' in globalThis)).toBe(false);
  expect(reports).toEqual([]);
});

test('S27: the pages forbid what they do not need, and the policy is enforced', async () => {
  const response = await fetch(`${server.url}/console/users`);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toContain('unsafe');
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  const isRefused = await operator.page.evaluate(() => {
    try {
      document.createElement('div').innerHTML = '<b>markup</b>';
      return false;
    } catch {
      return true;
    }
  });
  expect(isRefused).toBe(true);
  reports.length = 0;
});

// Seven views in three looks each: half a minute on an idle machine.
test.each(['ltr', 'rtl'])(
  'axe finds no barrier in any view (%s)',
  { timeout: 240_000 },
  async (direction) => {
    const { page } = operator;
    const found: string[] = [];
    // axe brings a script of its own, which the policy of the console would not let in.
    const context = await browser.newContext({
      locale: 'en-US',
      bypassCSP: true,
      // What fades in is not read half way.
      reducedMotion: 'reduce',
      storageState: await page.context().storageState(),
      viewport: { width: 1280, height: 900 },
    });
    const look = await context.newPage();
    const note = async (what: string): Promise<void> => {
      await look.evaluate((dir) => (document.documentElement.dir = dir), direction);
      for (const barrier of await findBarriers(look)) found.push(`${what}: ${barrier}`);
    };
    for (const view of views) {
      await look.goto(`${server.url}/console/${view}`);
      await look.getByRole('heading', { level: 1 }).waitFor();
      await look.waitForLoadState('networkidle');
      await note(view || 'overview');
    }
    await look.goto(`${server.url}/console/users`);
    await look.getByRole('button', { name: 'Actions for ada@example.com' }).click();
    await note('row menu');
    await look.keyboard.press('Escape');
    await look.getByRole('button', { name: 'ada@example.com', exact: true }).click();
    await look.getByRole('dialog').getByText('Timeline').waitFor();
    await note('record');
    await look.keyboard.press('Escape');
    await look.getByRole('checkbox', { name: 'Select all on this page' }).check();
    await note('selection');
    await look.getByRole('button', { name: 'Delete TOTP Seed' }).click();
    await note('confirmation');
    await context.close();
    const signedOut = await browser.newContext({ bypassCSP: true });
    const entry = await signedOut.newPage();
    await entry.goto(`${server.url}/console`);
    await entry.getByRole('textbox', { name: 'Login ID' }).waitFor();
    await entry.evaluate((dir) => (document.documentElement.dir = dir), direction);
    for (const barrier of await findBarriers(entry)) found.push(`sign-in: ${barrier}`);
    await signedOut.close();
    expect(found).toEqual([]);
  },
);
