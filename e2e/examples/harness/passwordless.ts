import type { Browser } from 'playwright-core';
import { Phone } from './phone.ts';
import { SitePerson } from './site-person.ts';

/** The way that a site is driven whose login is totp-kit: sign up by a scanned QR code, sign out and in, step up. */
export async function usePasswordlessSite(browser: Browser, siteUrl: string): Promise<SitePerson> {
  const loginId = 'ada@example.com';
  const person = await SitePerson.visit(browser, siteUrl);
  await person.typeLoginId(loginId);
  await person.press('I’m new here');
  const phone = new Phone((await person.scan()).key);
  await person.typeCode(await phone.nextCode());
  await person.saveRecoveryCodes();
  await person.seesAccountOf(loginId);
  await person.press('Sign out');

  await person.typeLoginId(loginId);
  await person.press('I’ve set it up here before');
  await person.typeCode(await phone.nextCode());
  await person.seesAccountOf(loginId);
  await person.transfer(phone);

  await person.page.reload();
  await person.seesAccountOf(loginId);
  await person.press('Sign out');
  await person.loginIdField.waitFor();
  return person;
}
