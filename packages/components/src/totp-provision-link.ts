import './totp-key.ts';
import { defineElement } from './lib/define-element.ts';
import { TotpProvisionLinkElement } from './lib/elements/totp-provision-link/totp-provision-link.ts';

defineElement('totp-provision-link', TotpProvisionLinkElement);

export { TotpProvisionLinkElement };
