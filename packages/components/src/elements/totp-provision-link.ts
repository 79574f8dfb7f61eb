export { TotpProvisionLinkElement } from '../lib/elements/totp-provision-link/totp-provision-link.ts';
