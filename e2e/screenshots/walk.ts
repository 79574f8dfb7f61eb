import { Api } from '../harness/api.ts';
import { makeWrongCode } from '../harness/authenticator.ts';
import { Management } from '../harness/management.ts';
import { endSetUp, loginId, signUp, type SignedUp } from './sign-up.ts';
import type { Studio } from './studio.ts';

/** Every screen of the demo, and those of the elements that it leaves at once or never comes to. */
export async function walkThroughScreens(studio: Studio, serverUrl: string): Promise<void> {
  const person = await signUp(studio);
  await signIn(studio, person);
  await lookAfterOwn(studio, serverUrl);
  await confirmIdentity(studio, person);
  await endSetUp(studio);
  await choose(studio);
  await followTicket(studio, serverUrl);
  await loseServer(studio);
}

async function signIn(studio: Studio, { key }: SignedUp): Promise<void> {
  await studio.visit('/sign-in.html');
  await studio.see('login-id');
  await studio.take('13-sign-in');
  await studio.type('login-id', loginId);
  await studio.type('code-input', await makeWrongCode(key));
  await studio.see('notice', 'shown');
  await studio.take('14-refused');
  await studio.refuse('verifications', 'too_many_attempts', { retryAfter: 95 });
  await studio.type('code-input', '123456');
  await studio.see('submit', 'waiting');
  await studio.take('15-waiting');

  await studio.visit('/sign-in.html');
  await studio.press('link');
  await studio.see('recovery-code');
  await studio.take('16-recovery-code-entry');
  await studio.type('login-id', loginId);
  await studio.type('recovery-code', '0000-0000-0000-0000-0000-0000');
  await studio.press('submit');
  await studio.see('notice', 'shown');
  await studio.take('17-recovery-code-refused');

  await studio.hold(`<totp-verify login-id="${loginId}"></totp-verify>`);
  // The code of now has signed up, and no code works twice.
  await studio.typeCodeOf(key, { stepsAhead: 1 });
  await studio.see('badge', 'success');
  await studio.take('18-signed-in');
}

/** By a ticket, so that no code of the person is used up. */
async function lookAfterOwn(studio: Studio, serverUrl: string): Promise<void> {
  const management = new Management(serverUrl);
  const { userId } = await management.findUser(loginId);
  const ticket = await management.makeTicket(userId, 'manage');
  await studio.hold(`<totp-authenticators ticket="${ticket}"></totp-authenticators>`);
  await studio.see('add');
  await studio.take('38-own');
  const buttons = studio.page.locator('[part~=item] [part~=action]');
  await buttons.nth(0).click();
  await studio.press('submit');
  await studio.see('notice', 'shown');
  await studio.take('39-own-without-name');
  await studio.type('label', 'My phone');
  await studio.press('submit');
  await studio.see('outcome', 'shown');
  await studio.take('40-own-renamed');
  await buttons.nth(2).click();
  await studio.see('submit');
  await studio.take('41-own-last');
  await studio.press('submit');
  await studio.seeEnrollment();
  await studio.take('42-own-replacing');
  await studio.press('back');
  await studio.page.locator('#renewing').click();
  await studio.see('submit');
  await studio.take('43-own-new-codes');
}

async function confirmIdentity(studio: Studio, { recoveryCodes }: SignedUp): Promise<void> {
  await studio.hold('<totp-verify action="step-up"></totp-verify>');
  await studio.see('code-input');
  await studio.take('19-step-up');
  await studio.press('link');
  await studio.type('recovery-code', recoveryCodes[0] ?? '');
  await studio.press('submit');
  await studio.see('badge', 'success');
  await studio.take('20-confirmed');
}

async function choose(studio: Studio): Promise<void> {
  await studio.visit('/enter.html');
  await studio.see('second');
  await studio.take('26-choice');
  await studio.press('submit');
  await studio.see('notice', 'shown');
  await studio.take('27-choice-without-login-id');
  await studio.type('login-id', loginId);
  await studio.press('submit');
  await studio.see('code-input');
  await studio.take('28-chose-sign-in');
  await studio.press('back');
  await studio.press('second');
  await studio.seeEnrollment();
  await studio.take('29-chose-sign-up');
  if (!studio.isPhone) return;
  // This phone has no authenticator app; a browser that looked for one would take no more clicks.
  await studio.page.evaluate(() => addEventListener('click', (event) => event.preventDefault()));
  await studio.press('link');
  await studio.see('fallback');
  await studio.see('key');
  await studio.take('29-no-app');
}

async function followTicket(studio: Studio, serverUrl: string): Promise<void> {
  await new Api(serverUrl).signUp('joan@example.com');
  const management = new Management(serverUrl);
  const { userId } = await management.findUser('joan@example.com');
  const { url = '' } = await management.deleteTotp(userId);
  await studio.visit(url);
  const key = await studio.openOtherWay();
  await studio.take('30-ticket');
  await studio.typeCodeOf(key);
  await studio.see('badge', 'success');
  await studio.visit('about:blank');
  await studio.visit(url);
  await studio.see('badge', 'danger');
  await studio.take('31-ticket-used');
}

async function loseServer(studio: Studio): Promise<void> {
  await studio.visit('/sign-in.html');
  await studio.type('login-id', loginId);
  await studio.unplug();
  await studio.type('code-input', '123456');
  await studio.see('notice', 'shown');
  await studio.take('32-sign-in-offline');
  await studio.visit('/favicon.svg');
  await studio.unplug();
  await studio.page.goto(new URL('/enter.html', studio.page.url()).href);
  await studio.see('badge', 'danger');
  await studio.take('33-choice-offline');
  await studio.page.goto(new URL('/account.html', studio.page.url()).href);
  await studio.page.locator('[data-state=trouble]').waitFor();
  await studio.take('34-account-offline');
}

/** Nine brands, with their keys closed and open. */
export async function takeGallery(studio: Studio): Promise<void> {
  const { page } = studio;
  await studio.visit('/gallery.html');
  const stages = await page.locator('.stage').all();
  for (const stage of stages) {
    await stage.locator('totp-verify input:enabled').waitFor();
    if (!studio.isPhone) await stage.locator('totp-qr svg').first().waitFor();
  }
  await studio.take('35-gallery');
  for (const stage of stages) await stage.locator('totp-setup summary').click();
  for (const stage of stages) await stage.locator('totp-key [part~=copy]').first().waitFor();
  await studio.take('36-gallery-open');
}

/** In columns hardly anything fits into, with the longest login ID and the longest words. */
export async function takeNarrow(studio: Studio): Promise<void> {
  const longest = `${'ada.'.repeat(60)}a@example.com`;
  const codes = Array.from({ length: 8 }, (_, index) => `MMWW-0${index}QX-7KDH-VN3B-ZT8M-P4RW`);
  for (const width of [240, 280]) {
    await studio.hold(`<style>section { inline-size: ${width}px; outline: 1px dotted }</style>
      <section><totp-flow></totp-flow></section>
      <section><totp-verify></totp-verify></section>
      <section><totp-setup login-id="${longest}"></totp-setup></section>
      <section lang="de" dir="ltr"><totp-recovery-codes></totp-recovery-codes></section>`);
    await studio.see('second');
    await studio.openOtherWay();
    await studio.page
      .locator('totp-recovery-codes')
      .evaluate((element, given) => Object.assign(element, { codes: given }), codes);
    await studio.page.locator('[part~=codes] li').first().waitFor();
    await studio.page.waitForLoadState('networkidle');
    await studio.take(`37-narrow-${width}`);
  }
}
