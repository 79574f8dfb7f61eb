export { TotpVerifyElement } from '../lib/elements/totp-verify/totp-verify.ts';
