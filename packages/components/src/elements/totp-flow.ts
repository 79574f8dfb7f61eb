export { TotpFlowElement } from '../lib/elements/totp-flow/totp-flow.ts';
