import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { SitePerson, useWholeSite } from './site-person.ts';

/** The way that a site is driven whose pages a server renders: no ticket and no key stands in one, and none is stored. */
export async function useRenderedSite(browser: Browser, siteUrl: string): Promise<SitePerson> {
  const email = 'grace@example.com';
  const person = await SitePerson.visit(browser, siteUrl);
  await person.createAccount(email, 'correct horse battery');
  await person.press('Set up an authenticator app');
  await person.page.getByRole('img', { name: /QR code/ }).waitFor();
  const answer = await person.page.request.get(siteUrl);
  const page = await answer.text();
  expect(answer.headers()['cache-control']).toContain('no-store');
  expect(page).toContain(email);
  expect(page).not.toMatch(/ticket_|otpauth:/);
  await person.page.context().close();
  return useWholeSite(browser, siteUrl);
}
