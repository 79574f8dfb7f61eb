import { defineElement } from './lib/define-element.ts';
import { TotpQrElement } from './elements/totp-qr.ts';

defineElement('totp-qr', TotpQrElement);

export * from './elements/totp-qr.ts';
