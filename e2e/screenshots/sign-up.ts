import { makeWrongCode } from '../harness/authenticator.ts';
import type { Studio } from './studio.ts';

export const loginId = 'ada@example.com';

export interface SignedUp {
  readonly key: string;
  readonly recoveryCodes: readonly string[];
}

/** From the login ID to the account, on the pages of the demo. */
export async function signUp(studio: Studio): Promise<SignedUp> {
  await studio.visit('/sign-up.html');
  await studio.see('login-id');
  await studio.take('01-login-id');
  await studio.press('submit');
  await studio.see('notice', 'shown');
  await studio.take('02-login-id-missing');
  await studio.refuse('enrollments', 'too_many_attempts', { retryAfter: 95 });
  await studio.type('login-id', loginId);
  await studio.press('submit');
  await studio.see('submit', 'waiting');
  await studio.take('03-login-id-waiting');

  await studio.visit('/sign-up.html');
  await studio.type('login-id', loginId);
  await studio.press('submit');
  await studio.seeEnrollment();
  await studio.take('04-qr');
  const key = await studio.openOtherWay();
  await studio.take('06-key-open');
  await studio.press('copy');
  await studio.page.locator('totp-key:state(copied)').first().waitFor();
  await studio.take('07-key-copied');
  await studio.type('code-input', '123');
  await studio.take('08-typing');
  await studio.type('code-input', await makeWrongCode(key));
  await studio.see('notice', 'shown');
  await studio.take('09-wrong-code');

  await studio.typeCodeOf(key);
  await studio.see('codes');
  await studio.page.waitForLoadState('networkidle');
  await studio.take('10-recovery-codes');
  const recoveryCodes = await studio.part('codes').getByRole('listitem').allInnerTexts();
  await studio.press('submit');
  await studio.page.locator('[data-state=opened]').waitFor();
  await studio.see('add');
  await studio.take('11-account');
  await studio.press('add');
  await studio.see('code-input');
  await studio.openOtherWay();
  await studio.take('12-another-authenticator');
  return { key, recoveryCodes };
}

/** What becomes of an enrollment. */
export async function endSetUp(studio: Studio): Promise<void> {
  const element = '<totp-setup action="sign-up" login-id="grace@example.com"></totp-setup>';
  await studio.hold(element);
  const key = await studio.openOtherWay();
  await studio.take('21-default-looks');
  await studio.typeCodeOf(key);
  await studio.see('codes');
  await studio.press('submit');
  await studio.see('badge', 'success');
  await studio.take('22-done');

  await studio.hold(element.replace('grace', 'mary'));
  await studio.refuse('enrollments/*/confirmation', 'enrollment_expired');
  await studio.type('code-input', '123456');
  await studio.see('badge', 'expired');
  await studio.take('23-expired');

  await studio.visit('/sign-up.html');
  await studio.refuse('enrollments', 'sign_up_closed');
  await studio.type('login-id', loginId);
  await studio.press('submit');
  await studio.see('badge', 'danger');
  await studio.take('24-sign-up-closed');
  await studio.hold('<totp-setup server="/a-shop/"></totp-setup>');
  await studio.page.route('**/a-shop/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: 'What would you like to buy?' }),
  );
  await studio.type('login-id', loginId);
  await studio.press('submit');
  await studio.see('badge', 'danger');
  await studio.take('25-misconfigured');
}
