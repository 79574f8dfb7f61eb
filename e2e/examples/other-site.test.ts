import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Example } from './harness/example.ts';
import { Phone } from './harness/phone.ts';
import { keepsThirdPartyCookies, launchPrivateBrowser } from './harness/private-browser.ts';
import {
  makeDatabase,
  settings,
  startExampleSite,
  startTotpKit,
  untilAnswering,
} from './harness/running-site.ts';
import { goThroughSite, SitePerson } from './harness/site-person.ts';

const workshop = inject('workshop');
const { port } = new URL(workshop.siteUrl);

/** Another host than totp-kit's `localhost`: for a browser that is another site. */
const siteUrl = `http://127.0.0.1:${port}`;

const example = new Example(workshop, 'plain-html');

describe('the example plain-html', () => {
  test('installs what its lockfile says', () => example.install());

  test('passes its type check', async () => {
    const { exitCode, output } = await example.check();
    expect(exitCode, output).toBe(0);
  });

  test('fails its type check with a property that nothing has', async () => {
    const { exitCode, output } = await example.checkWithWrongProperty();
    expect(exitCode).not.toBe(0);
    expect(output).toContain('tickett');
  });
});

describe('the example plain-html, on another site than its server', () => {
  const stack = new AsyncDisposableStack();

  beforeAll(async () => {
    await example.install();
    const env = { ...settings(workshop), TOTP_KIT_SIGN_UP: 'open', TOTP_KIT_ORIGINS: siteUrl };
    const totpKit = startTotpKit(example, { ...env, DATABASE_URL: await makeDatabase(workshop) });
    stack.use(totpKit);
    const site = stack.use(example.start(['node', 'server.js'], { PORT: port }));
    await untilAnswering(`${workshop.totpKitUrl}/readyz`, totpKit);
    await untilAnswering(siteUrl, site);
  });

  afterAll(() => stack.disposeAsync());

  test.each([
    ['third-party cookies blocked', false],
    ['every cookie allowed', true],
  ] as const)('works in a browser with %s', async (cookies, areKept) => {
    await using browser = await launchPrivateBrowser(cookies);
    const { context } = browser;
    expect(await keepsThirdPartyCookies(context)).toBe(areKept);

    const person = await SitePerson.visitIn(context, siteUrl);
    const { page } = person;
    const loginId = `ada-${String(areKept)}@example.com`;
    const setup = page.locator('totp-setup');
    await setup.getByRole('textbox', { name: 'Login ID' }).fill(loginId);
    await setup.getByRole('button', { name: 'Continue' }).click();
    const phone = new Phone((await person.scan()).key);
    await setup.getByRole('textbox', { name: /code/i }).pressSequentially(await phone.nextCode());
    await person.saveRecoveryCodes();
    await setup.getByRole('heading', { name: 'You’re all set' }).waitFor();

    await page.goto(`${siteUrl}/account.html`);
    await person.seesAccountOf(loginId);
    await person.press('Ask the backend who I am');
    await page.getByText(/^You are user_/).waitFor();
    await person.press('Sign out');
    await page.getByRole('heading', { name: 'Nobody is signed in' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Nobody is signed in' }).waitFor();

    await page.goto(siteUrl);
    const verify = page.locator('totp-verify');
    await verify.getByRole('textbox', { name: 'Login ID' }).fill(loginId);
    await verify.getByRole('textbox', { name: /code/i }).pressSequentially(await phone.nextCode());
    await verify.getByRole('heading', { name: 'You’re signed in' }).waitFor();
    await page.goto(`${siteUrl}/account.html`);
    await person.seesAccountOf(loginId);
    await person.transfer(phone);
    // No cookie of any site is there that blocking could have taken away.
    expect(await context.cookies()).toEqual([]);
    expect(person.complaints).toEqual([]);
  });
});

test('the example express works on another site than its server with third-party cookies blocked', async () => {
  await using running = await startExampleSite({ ...workshop, siteUrl }, { name: 'express' });
  await using browser = await launchPrivateBrowser('third-party cookies blocked');
  expect(await keepsThirdPartyCookies(browser.context)).toBe(false);
  const person = await SitePerson.visitIn(browser.context, siteUrl);
  await goThroughSite(person);
  expect(person.complaints, running.site.output()).toEqual([]);
});
