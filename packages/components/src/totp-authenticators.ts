import './totp-setup.ts';
import './totp-verify.ts';
import { defineElement } from './lib/define-element.ts';
import { TotpAuthenticatorsElement } from './elements/totp-authenticators.ts';

defineElement('totp-authenticators', TotpAuthenticatorsElement);

export * from './elements/totp-authenticators.ts';
