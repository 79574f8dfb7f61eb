import './totp-key.ts';
import { defineElement } from './lib/define-element.ts';
import { TotpProvisionLinkElement } from './elements/totp-provision-link.ts';

defineElement('totp-provision-link', TotpProvisionLinkElement);

export * from './elements/totp-provision-link.ts';
