/* The ways beside the QR code: link and key. One chunk, for people on a phone and for those who can't scan. */
import { defineElement } from '../define-element.ts';
import { TotpKeyElement } from './totp-key/totp-key.ts';
import { TotpProvisionLinkElement } from './totp-provision-link/totp-provision-link.ts';

defineElement('totp-key', TotpKeyElement);
defineElement('totp-provision-link', TotpProvisionLinkElement);

export { renderKey } from './totp-key/render-key.ts';
