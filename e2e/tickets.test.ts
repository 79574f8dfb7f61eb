import { createVerifier, type ExpectedProof } from '@totp-kit/server/verify';
import type { CreateTicketBody, Ticket } from '@totp-kit/protocol';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCode } from './harness/authenticator.ts';
import { findBarriers } from './harness/axe.ts';
import { launchBrowser } from './harness/browser.ts';
import { Management } from './harness/management.ts';
import { openOwnPage } from './harness/own-page.ts';
import { Person } from './harness/person.ts';
import { findFreePort, makeDataFolder, startServer, type RunningServer } from './harness/server.ts';

const stack = new AsyncDisposableStack();
let browser: Browser;
let server: RunningServer;
let management: Management;
/** A page of the site's, which nobody serves: what the browser is sent to. */
let returnUrl: string;

beforeAll(async () => {
  const folder = stack.use(await makeDataFolder());
  const site = `http://localhost:${await findFreePort()}`;
  returnUrl = `${site}/after?cart=7`;
  const env = { TOTP_KIT_ORIGINS: site };
  server = stack.use(await startServer({ folder: folder.path, env }));
  management = new Management(server.url);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await stack.disposeAsync();
});

/** Somebody with a link, in a browser of their own. */
async function follow(url: string, { locale = 'en-US' } = {}): Promise<Person> {
  const context = await browser.newContext({ locale, bypassCSP: true });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.route(`${new URL(returnUrl).origin}/**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>The site</title>' }),
  );
  await page.goto(url);
  return new Person(page);
}

/** The proof that the person brought along to where the ticket leads. */
async function proofAt(page: Page): Promise<string> {
  await page.waitForURL(`${returnUrl}#*`);
  return new URLSearchParams(new URL(page.url()).hash.slice(1)).get('totp-proof') ?? '';
}

async function claimsOf(proof: string, terms: ExpectedProof) {
  return createVerifier({ issuer: server.url }).verifyProof(proof, terms);
}

/** Links an authenticator to a user of the site's by the page, and gives back its key. */
async function link(loginId: string) {
  const ticket = await management.createTicket({ loginId, action: 'update-user', returnUrl });
  const person = await follow(ticket.url);
  const { key } = await person.scan();
  await person.typeCode(await readCode(key));
  const recoveryCodes = await person.saveRecoveryCodes();
  const proof = await proofAt(person.page);
  return { ticket, key, recoveryCodes, proof, userId: ticket.userId ?? '' };
}

async function ticketTo(body: CreateTicketBody): Promise<Ticket> {
  return management.createTicket(body);
}

test('a ticket to link leads to the recovery codes and on to the site, with a proof', async () => {
  const { ticket, userId, proof, recoveryCodes } = await link('linked@example.com');
  expect(recoveryCodes).toHaveLength(8);
  const terms = {
    subject: userId,
    audience: server.url,
    purpose: 'update-user',
    ticketId: ticket.ticketId,
  };
  expect(await claimsOf(proof, terms)).toMatchObject({ methods: ['otp'] });
  expect(await claimsOf(proof, { ...terms, purpose: 'sign-in' })).toBeUndefined();

  const again = await follow(ticket.url);
  await again.page.getByText('Go back to the site and start again').waitFor();
  expect(await findBarriers(again.page), 'used link').toEqual([]);
});

test('the recovery codes are there without the focus having been nowhere', async () => {
  const ticket = await ticketTo({ loginId: 'focus@example.com', action: 'update-user' });
  const person = await follow(ticket.url);
  const { page } = person;
  const { key } = await person.scan();
  await page.evaluate(() => {
    const frames: (string | undefined)[] = [];
    Object.assign(globalThis, { frames });
    const watch = (): void => {
      frames.push(document.activeElement?.localName);
      requestAnimationFrame(watch);
    };
    watch();
  });
  await person.typeCode(await readCode(key));
  await page.getByRole('list', { name: 'Recovery codes' }).waitFor();
  const seen = await page.evaluate(() => (globalThis as unknown as { frames: string[] }).frames);
  expect(new Set(seen.slice(seen.indexOf('totp-setup')))).toEqual(new Set(['totp-setup']));
});

test('a ticket to sign in asks for the code alone, and a recovery code will do', async () => {
  const { key, userId, recoveryCodes } = await link('factor@example.com');
  const audience = 'https://shop.example';
  const ticket = await ticketTo({ userId, action: 'sign-in', audience, returnUrl });
  const person = await follow(ticket.url);
  expect(person.page.url()).toBe(`${server.url}/enroll`);
  await person.page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
  expect(await person.loginIdField.count()).toBe(0);
  expect(await findBarriers(person.page), 'sign-in').toEqual([]);
  // The field has the focus already.
  await person.page.keyboard.type('000000');
  await person.page.getByText('That code didn’t work').waitFor();
  await person.typeCode(await readCode(key, { stepsAhead: 1 }));
  const terms = { subject: userId, audience, purpose: 'sign-in', ticketId: ticket.ticketId };
  expect(await claimsOf(await proofAt(person.page), terms)).toMatchObject({ methods: ['otp'] });

  const lost = await ticketTo({ userId, action: 'sign-in', audience, returnUrl });
  const other = await follow(lost.url);
  await other.page.getByRole('button', { name: 'Use a recovery code' }).click();
  await other.page.getByRole('textbox', { name: 'Recovery code' }).fill(recoveryCodes[0] ?? '');
  await other.page.keyboard.press('Enter');
  const byRecovery = { ...terms, ticketId: lost.ticketId };
  expect(await claimsOf(await proofAt(other.page), byRecovery)).toBeDefined();
});

test('a ticket for something else than signing in says "confirm", and ends after ten wrong codes', async () => {
  const { userId } = await link('transfer@example.com');
  const order = { userId, action: 'sign-in', purpose: 'transfer 42' } as const;
  const ticket = await ticketTo({ ...order, returnUrl });
  const person = await follow(ticket.url);
  await person.page.getByRole('heading', { name: 'Confirm that it’s you' }).waitFor();
  for (let count = 0; count < 10; count += 1) {
    const answer = await fetch(`${server.url}/api/v1/verifications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Ticket ${ticket.ticket}` },
      body: JSON.stringify({ recoveryCode: '0000-0000-0000-0000-0000-0000' }),
    });
    expect(answer.status).toBe(401);
  }
  await person.typeCode('000000');
  await person.page.getByText('there were too many wrong codes. Go back to the site').waitFor();
  expect(await findBarriers(person.page), 'ended').toEqual([]);
  expect(await person.page.evaluate(() => document.activeElement?.localName)).toBe('totp-verify');
});

test('a ticket to sign up knows the login ID, and is good for no other', async () => {
  const ticket = await ticketTo({ loginId: 'new@example.com', action: 'sign-up', returnUrl });
  const stranger = await follow(ticket.url.replace('new%40', 'other%40'));
  await stranger.page.getByText('This no longer works').waitFor();

  const person = await follow(ticket.url);
  const { key, uri } = await person.scan();
  expect(uri).toContain('new%40example.com');
  await person.finishSignUp(await readCode(key));
  const proof = await proofAt(person.page);
  const { userId, loginIdVerified } = await management.findUser('new@example.com');
  expect(loginIdVerified).toBe(true);
  const { ticketId } = ticket;
  const terms = { subject: userId, audience: server.url, purpose: 'sign-up', ticketId };
  expect(await claimsOf(proof, terms)).toBeDefined();
});

test('a ticket to manage shows what is theirs, and the way back to the site', async () => {
  const { userId } = await link('own@example.com');
  const person = await follow((await ticketTo({ userId, action: 'manage', returnUrl })).url);
  const { page } = person;
  await page.getByRole('heading', { name: 'Your authenticators' }).waitFor();
  const back = page.getByRole('link', { name: `Back to ${new URL(returnUrl).host}` });
  expect(await back.getAttribute('href')).toBe(returnUrl);
  await page.getByRole('button', { name: 'Add an authenticator' }).click();
  const { key } = await person.scan();
  await person.typeCode(await readCode(key));
  await page.getByRole('status').getByText('The new authenticator works.').waitFor();
  expect(await findBarriers(page), 'manage').toEqual([]);
  await back.click();
  await page.waitForURL(returnUrl);
});

test('another link in the same tab shows what that is for, and keeps its ticket nowhere', async () => {
  const { userId } = await link('twice@example.com');
  const person = await follow((await ticketTo({ userId, action: 'manage' })).url);
  const { page } = person;
  await page.getByRole('heading', { name: 'Your authenticators' }).waitFor();
  const { url } = await ticketTo({ userId, action: 'sign-in' });
  await page.evaluate((next) => {
    location.href = next;
  }, url);
  await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
  expect(page.url()).toBe(`${server.url}/enroll`);
  await page.goBack();
  expect(page.url()).toBe(`${server.url}/enroll`);
});

test('a link that says another action than its ticket ends in words, and runs nothing', async () => {
  const { userId, key } = await link('wrong@example.com');
  const { ticket } = await ticketTo({ userId, action: 'manage' });
  for (const fragment of [
    `ticket=${ticket}&action=sign-up&login-id=<img/src=x/onerror=alert(1)>`,
    'action=constructor',
    '',
    'ticket=%00&action=__proto__',
  ]) {
    const { page } = await follow(`${server.url}/enroll#${fragment}`);
    await page.getByText('This no longer works').waitFor();
    expect(page.url()).toBe(`${server.url}/enroll`);
  }
  const signsIn = await follow(`${server.url}/enroll/#ticket=${ticket}&action=sign-in`);
  await signsIn.typeCode(await readCode(key, { stepsAhead: 1 }));
  await signsIn.page.getByText('This no longer works').waitFor();
});

test('the page speaks the language of its browser, from its first words on', async () => {
  const ticket = await ticketTo({ loginId: 'lang@example.com', action: 'update-user' });
  const german = await follow(ticket.url, { locale: 'de-AT' });
  await german.page.getByText('Authenticator-App einrichten').first().waitFor();
  expect(await german.page.title()).toBe('Deine Authenticator-App');
  const hebrew = await follow(ticket.url, { locale: 'he-IL' });
  expect(await hebrew.page.locator('html').getAttribute('dir')).toBe('rtl');
  const danish = await follow(ticket.url, { locale: 'da-DK' });
  expect(await danish.page.locator('html').getAttribute('lang')).toBe('en');
});

test('a form is sent with a proof that the site’s backend accepts, and not before', async () => {
  const { userId, key } = await link('form@example.com');
  const purpose = 'transfer 42';
  const audience = 'https://shop.example';
  const { ticket, ticketId } = await ticketTo({ userId, action: 'sign-in', audience, purpose });
  const page = await browser.newPage({ locale: 'en-US' });
  page.setDefaultTimeout(15_000);
  const posted: string[] = [];
  await page.route(`${server.url}/transfers`, async (route) => {
    posted.push(route.request().postData() ?? '');
    await route.fulfill({ contentType: 'text/html', body: '<title>Done</title>' });
  });
  await openOwnPage(page, server.url, {
    body: `<form action="/transfers" method="post">
      <totp-verify name="proof" ticket="${ticket}" action="step-up" required></totp-verify>
      <button name="amount" value="42">Transfer</button>
    </form>`,
  });
  const person = new Person(page);
  await person.typeCode('000000');
  await page.getByText('That code didn’t work').waitFor();
  expect(posted).toEqual([]);
  expect(await page.content()).not.toContain(ticket);

  await person.typeCode(await readCode(key, { stepsAhead: 1 }));
  await page.waitForURL(`${server.url}/transfers`);
  const proof = new URLSearchParams(posted[0]).get('proof') ?? '';
  const terms = { subject: userId, audience, purpose, ticketId };
  expect(await claimsOf(proof, terms)).toBeDefined();
  expect(posted).toHaveLength(1);
});
