import { defineElement } from './lib/define-element.ts';
import { TotpSetupElement } from './lib/elements/totp-setup/totp-setup.ts';
import './totp-verify.ts';

defineElement('totp-setup', TotpSetupElement);

export { TotpSetupElement };
