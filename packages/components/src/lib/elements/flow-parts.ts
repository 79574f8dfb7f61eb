/* A whole flow: a chunk of the script-tag bundle, which has the elements of the flow in its other chunks. */
import './setup-parts.ts';
import { defineElement } from '../define-element.ts';
import { TotpFlowElement } from './totp-flow/totp-flow.ts';

defineElement('totp-flow', TotpFlowElement);
