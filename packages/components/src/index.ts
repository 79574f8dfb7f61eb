export * from './totp-setup.ts';
export type { TotpQrElement } from './totp-qr.ts';
export type { TotpProvisionLinkElement } from './totp-provision-link.ts';
export type { TotpKeyElement } from './totp-key.ts';
export * from './totp-verify.ts';
export * from './client.ts';
export * from './lib/events.ts';
