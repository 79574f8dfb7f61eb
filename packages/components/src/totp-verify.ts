import { defineElement } from './lib/define-element.ts';
import { TotpVerifyElement } from './elements/totp-verify.ts';

defineElement('totp-verify', TotpVerifyElement);

export * from './elements/totp-verify.ts';
