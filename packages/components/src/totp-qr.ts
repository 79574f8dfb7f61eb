import { defineElement } from './lib/define-element.ts';
import { TotpQrElement } from './lib/elements/totp-qr/totp-qr.ts';

defineElement('totp-qr', TotpQrElement);

export { TotpQrElement };
