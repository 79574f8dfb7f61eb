import { randomUUID } from 'node:crypto';
import { createManagementClient } from '@totp-kit/server/management';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { managementKey } from '../../harness/server.ts';
import { SitePerson, useWholeSite } from './site-person.ts';

const password = 'correct horse battery';

/** The way that a site is driven whose pages a server renders, and that mounts totp-kit below /api/auth. */
export async function useRenderedSite(browser: Browser, siteUrl: string): Promise<SitePerson> {
  await keepsTicketsOutOfPages(browser, siteUrl);
  await endsWhatBeganByThePassword(browser, siteUrl);
  const person = await useWholeSite(browser, siteUrl);
  await asksAppAlsoWhenItIsGone(browser, siteUrl);
  return person;
}

/** No ticket and no key stands in a page, none is stored or framed, and the console is not there. */
async function keepsTicketsOutOfPages(browser: Browser, siteUrl: string): Promise<void> {
  const email = 'grace@example.com';
  const person = await SitePerson.visit(browser, siteUrl);
  await person.createAccount(email, password);
  await person.press('Set up an authenticator app');
  await person.page.getByRole('img', { name: /QR code/ }).waitFor();
  const answer = await person.page.request.get(siteUrl);
  const page = await answer.text();
  const headers = answer.headers();
  expect(headers['cache-control']).toContain('no-store');
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(page).toContain(email);
  expect(page).not.toMatch(/ticket_|otpauth:/);
  expect((await fetch(`${siteUrl}/api/auth/console/`)).status).toBe(404);
  await person.page.context().close();
}

/** A session of somebody who has only the password ends when the app is linked, and what is signed out stays so. */
async function endsWhatBeganByThePassword(browser: Browser, siteUrl: string): Promise<void> {
  const email = 'lise@example.com';
  const owner = await SitePerson.visit(browser, siteUrl);
  await owner.createAccount(email, password);
  const thief = await SitePerson.visit(browser, siteUrl);
  await thief.signIn(email, password);
  await thief.seesAccountOf(email);
  await owner.link();
  await owner.seesAccountOf(email);
  await thief.page.reload();
  await thief.seesSignIn();
  await thief.page.context().close();

  const second = await SitePerson.visitIn(owner.page.context(), siteUrl);
  const isAnswered = second.page.waitForResponse(
    (response) => response.request().method() === 'POST',
  );
  await Promise.all([second.press('Transfer 42'), owner.signOut(), isAnswered]);
  await second.page.goto(siteUrl);
  await second.seesSignIn();
  await owner.page.context().close();
}

/** Of `useWholeSite`: an administrator deletes the app, and the password alone is no way in. */
async function asksAppAlsoWhenItIsGone(browser: Browser, siteUrl: string): Promise<void> {
  const email = 'ada@example.com';
  const management = createManagementClient({ server: `${siteUrl}/api/auth`, managementKey });
  const { users } = await management.listUsers({ query: email });
  expect(users).toHaveLength(1);
  await management.deleteTotp({
    userIds: users.map(({ userId }) => userId),
    idempotencyKey: randomUUID(),
  });
  const person = await SitePerson.visit(browser, siteUrl);
  await person.signIn(email, password);
  await person.reads('Set up your authenticator app by the link that we sent.');
  await person.page.reload();
  await person.seesSignIn();
  await person.page.context().close();
}
