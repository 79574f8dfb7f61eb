/*
 * What only an enrollment shows: one chunk of the script-tag bundle. It loads when a `<totp-setup>` is on the page,
 * while the person types or the server makes the key; a page that only signs in never loads it.
 */
import { defineElement } from '../define-element.ts';
import { TotpKeyElement } from './totp-key/totp-key.ts';
import { TotpProvisionLinkElement } from './totp-provision-link/totp-provision-link.ts';
import { TotpQrElement } from './totp-qr/totp-qr.ts';

defineElement('totp-key', TotpKeyElement);
defineElement('totp-provision-link', TotpProvisionLinkElement);
defineElement('totp-qr', TotpQrElement);

export { EnrollmentScreens } from './totp-setup/enrollment-screens.ts';
