import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
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
  const [recoveryCode = ''] = await person.saveRecoveryCodes();
  await person.seesAccountOf(loginId);
  await person.press('Sign out');

  await person.typeLoginId(loginId);
  await person.press('I’ve set it up here before');
  await person.typeCode(await phone.nextCode());
  await person.seesAccountOf(loginId);
  await transfersWhatWasProved(person, { siteUrl, recoveryCode });
  await person.transfer(phone);

  await person.page.reload();
  await person.seesAccountOf(loginId);
  await person.press('Sign out');
  await person.loginIdField.waitFor();
  return person;
}

/** A transfer that is begun while the proof of another one is checked is not done. */
async function transfersWhatWasProved(
  person: SitePerson,
  { siteUrl, recoveryCode }: { readonly siteUrl: string; readonly recoveryCode: string },
): Promise<void> {
  const post = async (path: string, data: object, authorization?: string) => {
    const headers = { origin: siteUrl, ...(authorization ? { authorization } : {}) };
    const answer = await person.page.request.post(`${siteUrl}${path}`, { data, headers });
    return (await answer.json()) as Readonly<Record<string, unknown>>;
  };
  const { ticket } = await post('/api/transfer', { amount: 42 });
  const authorization = `Ticket ${String(ticket)}`;
  const { proof } = await post('/auth/api/v1/verifications', { recoveryCode }, authorization);
  expect(proof).toEqual(expect.any(String));
  // The first proof that a site checks is checked the longest: it reads the keys.
  const [{ transferred }] = await Promise.all([
    post('/api/transfer/proof', { proof }),
    ...Array.from({ length: 5 }, () => post('/api/transfer', { amount: 42_000 })),
  ]);
  expect([42, undefined]).toContain(transferred);
  expect(await post('/api/transfer/proof', { proof })).not.toHaveProperty('transferred');
}
