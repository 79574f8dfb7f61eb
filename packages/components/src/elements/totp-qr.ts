export { TotpQrElement } from '../lib/elements/totp-qr/totp-qr.ts';
