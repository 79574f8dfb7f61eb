export { TotpSetupElement } from '../lib/elements/totp-setup/totp-setup.ts';
