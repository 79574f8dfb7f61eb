// Written by `npm run build:manifest` from the comments of the elements.

export { TotpAuthenticators } from './angular/totp-authenticators.ts';
export { TotpFlow } from './angular/totp-flow.ts';
export { TotpKey } from './angular/totp-key.ts';
export { TotpProvisionLink } from './angular/totp-provision-link.ts';
export { TotpQr } from './angular/totp-qr.ts';
export { TotpRecoveryCodes } from './angular/totp-recovery-codes.ts';
export { TotpSetup } from './angular/totp-setup.ts';
export { TotpUsers } from './angular/totp-users.ts';
export { TotpVerify } from './angular/totp-verify.ts';
