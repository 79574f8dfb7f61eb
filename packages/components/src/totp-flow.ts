import './totp-setup.ts';
import './totp-verify.ts';
import { defineElement } from './lib/define-element.ts';
import { TotpFlowElement } from './lib/elements/totp-flow/totp-flow.ts';

defineElement('totp-flow', TotpFlowElement);

export { TotpFlowElement };
