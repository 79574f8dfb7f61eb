/* What an enrollment needs first: one chunk of the script-tag bundle. Link and key are another. */
import { defineElement } from '../define-element.ts';
import { TotpQrElement } from './totp-qr/totp-qr.ts';
import { TotpSetupElement } from './totp-setup/totp-setup.ts';

defineElement('totp-qr', TotpQrElement);
defineElement('totp-setup', TotpSetupElement);
