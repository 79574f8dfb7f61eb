import { defineElement } from './lib/define-element.ts';
import { TotpVerifyElement } from './lib/elements/totp-verify/totp-verify.ts';

defineElement('totp-verify', TotpVerifyElement);

export { TotpVerifyElement };
