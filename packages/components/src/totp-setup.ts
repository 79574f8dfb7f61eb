import './totp-key.ts';
import './totp-provision-link.ts';
import './totp-qr.ts';
import './totp-verify.ts';
import { defineElement } from './lib/define-element.ts';
import { TotpSetupElement } from './elements/totp-setup.ts';

defineElement('totp-setup', TotpSetupElement);

export * from './elements/totp-setup.ts';
