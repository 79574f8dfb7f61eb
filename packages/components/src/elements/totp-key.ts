export { TotpKeyElement } from '../lib/elements/totp-key/totp-key.ts';
