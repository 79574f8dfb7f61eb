'use client';
// Written by `npm run build:manifest` from the comments of the elements.

export { TotpAuthenticators, type TotpAuthenticatorsProps } from './react/totp-authenticators.ts';
export { TotpFlow, type TotpFlowProps } from './react/totp-flow.ts';
export { TotpKey, type TotpKeyProps } from './react/totp-key.ts';
export { TotpProvisionLink, type TotpProvisionLinkProps } from './react/totp-provision-link.ts';
export { TotpQr, type TotpQrProps } from './react/totp-qr.ts';
export { TotpRecoveryCodes, type TotpRecoveryCodesProps } from './react/totp-recovery-codes.ts';
export { TotpSetup, type TotpSetupProps } from './react/totp-setup.ts';
export { TotpUsers, type TotpUsersProps } from './react/totp-users.ts';
export { TotpVerify, type TotpVerifyProps } from './react/totp-verify.ts';
