import './totp-setup.ts';
import './totp-verify.ts';
import { defineElement } from './lib/define-element.ts';
import { TotpAuthenticatorsElement } from './lib/elements/totp-authenticators/totp-authenticators.ts';

defineElement('totp-authenticators', TotpAuthenticatorsElement);

export { TotpAuthenticatorsElement };
export {
  TotpChangeEvent,
  type OwnChange,
} from './lib/elements/totp-authenticators/totp-change-event.ts';
