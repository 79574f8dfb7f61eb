import './totp-setup.ts';
import './totp-verify.ts';
import { defineElement } from './lib/define-element.ts';
import { TotpFlowElement } from './elements/totp-flow.ts';

defineElement('totp-flow', TotpFlowElement);

export * from './elements/totp-flow.ts';
