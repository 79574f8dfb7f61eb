import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { launchBrowser } from '../harness/browser.ts';
import { findFreePort, managementKey } from '../harness/server.ts';
import { password, seesAccount, Stage } from './harness/attempt-scene.ts';
import { npm } from './harness/command.ts';
import { Example } from './harness/example.ts';
import { Phone } from './harness/phone.ts';
import { startExampleSite, untilAnswering, type RunningSite } from './harness/running-site.ts';
import { SiteClient } from './harness/site-client.ts';
import { SitePerson } from './harness/site-person.ts';
import { TestClock } from './harness/test-clock.ts';

// What examples/express does besides what every example does.

const workshop = inject('workshop');
const { siteUrl } = workshop;
const minuteMs = 60_000;
const stack = new AsyncDisposableStack();
let browser: Browser;
let running: RunningSite;
let stage: Stage;

beforeAll(async () => {
  const clock = await TestClock.create(workshop);
  stage = new Stage(workshop, { clock, address: '127.0.0.1' });
  running = stack.use(await startExampleSite(workshop, { name: 'express' }, clock.settings));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await stack.disposeAsync();
});

test('who has lost their phone signs in by recovery codes and links another one in its place', async () => {
  const grace = await stage.enroll('grace@example.com');
  const [toSignIn = '', toConfirm = ''] = grace.recoveryCodes;
  const person = await SitePerson.visit(browser, siteUrl);
  const { page } = person;
  await person.signIn(grace.email, password);
  await person.typeRecoveryCode(toSignIn);
  await person.seesAccountOf(grace.email);

  await person.press('Authenticator apps');
  await person.typeRecoveryCode(toConfirm);
  await page.getByText('Codes left: 6').waitFor();
  await page.getByRole('button', { name: /^Replace/ }).click();
  const phone = new Phone((await person.scan()).key, stage.clock);
  await person.typeCode(await phone.nextCode());
  await page.getByText('the old one has ended.').waitFor();
  await person.signOut();

  await person.signIn(grace.email, password);
  await person.typeCode(await phone.nextCode());
  await person.seesAccountOf(grace.email);
  expect(person.complaints).toEqual([]);
});

test('no answer with a ticket may be stored, and no page holds one', async () => {
  const client = await stage.signUp('mary@example.com');
  const { body } = await client.post('link');
  const page = await fetch(siteUrl);
  expect(await page.text()).not.toContain(String(body['ticket']));
  for (const path of ['session', 'account']) {
    const answer = await fetch(`${siteUrl}/api/${path}`, { headers: { cookie: client.cookie } });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  }
});

test('a page that was closed before it said that it is done leaves nobody without the second factor', async () => {
  const client = await stage.signUp('edith@example.com');
  const { body } = await client.post('link');
  await stage.confirm(await stage.startUpdate(body['ticket']));
  const next = new SiteClient(siteUrl);
  const answer = await next.post('sign-in', { email: 'edith@example.com', password });
  expect(answer.body).toEqual({ ticket: expect.any(String) as string });
  expect(await seesAccount(next)).toBe(false);
});

test('who has begun to link and not finished signs in by the password', async () => {
  const client = await stage.signUp('rosalind@example.com');
  await client.post('link');
  const next = new SiteClient(siteUrl);
  await next.post('sign-in', { email: 'rosalind@example.com', password });
  expect(await seesAccount(next)).toBe(true);
});

test('a session ends that nobody uses, and one that somebody uses all day', async () => {
  const idle = await stage.signUp('idle@example.com');
  const busy = await stage.signUp('busy@example.com');
  await stage.clock.advance({ ms: 20 * minuteMs });
  expect(await seesAccount(busy)).toBe(true);
  await stage.clock.advance({ ms: 20 * minuteMs });
  expect(await seesAccount(idle)).toBe(false);
  let hours = 40 / 60;
  for (; await seesAccount(busy); hours += 1 / 3) {
    expect(hours).toBeLessThan(13);
    await stage.clock.advance({ ms: 20 * minuteMs });
  }
  expect(hours).toBeGreaterThan(11);
});

test('two requests to link at once are both answered, and make one user of the site', async () => {
  const client = await stage.signUp('sofja@example.com');
  const answers = await Promise.all([client.post('link'), client.post('link')]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  // The ticket that was made last is good.
  const begun = await Promise.all(answers.map(({ body }) => stage.startUpdate(body['ticket'])));
  const started = begun.find(({ status }) => status === 201);
  expect(started).toBeDefined();
  if (started) await stage.confirm(started);
  expect(await stage.begin({ email: 'sofja@example.com' })).toHaveProperty('ticket');
});

test('what is wrong with a request is its own fault, not the site’s', async () => {
  const client = new SiteClient(siteUrl);
  const answer = await client.post('sign-in', { email: 'x'.repeat(200_000), password });
  expect(answer).toMatchObject({ status: 413, body: { error: 'The request could not be read.' } });
});

describe('as an https site', () => {
  const example = new Example(workshop, 'express');
  const env = { SITE_URL: 'https://shop.example', TOTP_KIT_MANAGEMENT_KEY: managementKey };
  const SESSION_SECRET = '0123456789abcdef0123456789abcdef';

  test('sets its cookie for https, when the proxy that it trusts says so', async () => {
    const PORT = String(await findFreePort());
    const TRUSTED_PROXIES = 'loopback';
    await using site = example.start(npm('start'), {
      ...env,
      SESSION_SECRET,
      PORT,
      TRUSTED_PROXIES,
    });
    await untilAnswering(`http://127.0.0.1:${PORT}`, site);
    const response = await fetch(`http://127.0.0.1:${PORT}/api/sign-up`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: 'https://shop.example',
        'x-forwarded-proto': 'https',
      },
      body: JSON.stringify({ email: 'ada@example.com', password }),
    });
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^site=.+; HttpOnly; Secure; SameSite=Lax$/),
    ]);
  });

  test('does not start with the secret that everybody knows', async () => {
    const { exitCode, output } = await example.start(npm('start'), env).ended;
    expect(exitCode).not.toBe(0);
    expect(output).toContain('SESSION_SECRET is needed with https');
  });
});

test('without totp-kit nobody who may have linked an app gets in, and the page says so', async () => {
  const linked = await stage.enroll('ada@example.com');
  const begun = await stage.signUp('barbara@example.com');
  await begun.post('link');
  await stage.signUp('dorothy@example.com');
  const waiting = await stage.begin(linked);
  await running.totpKit?.stop();

  for (const email of [linked.email, 'barbara@example.com']) {
    const client = new SiteClient(siteUrl);
    expect(await client.post('sign-in', { email, password })).toMatchObject({ status: 503 });
    expect(await seesAccount(client)).toBe(false);
  }
  await waiting.client.post('sign-in/proof', { proof: 'a.b.c' });
  expect(await seesAccount(waiting.client)).toBe(false);
  const never = new SiteClient(siteUrl);
  await never.post('sign-in', { email: 'dorothy@example.com', password });
  expect(await seesAccount(never)).toBe(true);

  const person = await SitePerson.visit(browser, siteUrl);
  await person.signIn(linked.email, password);
  await person.reads('This cannot be checked right now. Try again in a minute.');
});
