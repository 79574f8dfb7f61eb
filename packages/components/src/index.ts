export * from './totp-setup.ts';
export * from './totp-qr.ts';
export * from './totp-provision-link.ts';
export * from './totp-key.ts';
export * from './totp-recovery-codes.ts';
export * from './totp-verify.ts';
export * from './client.ts';
export * from './lib/events.ts';
export { setMessages } from './lib/messages/own-messages.ts';
