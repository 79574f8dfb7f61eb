/*
 * What a screen needs once a person answers it: whom to ask, how it goes on, and the words for that. In the package,
 * `<totp-verify>` loads it when somebody turns to its field; in the script-tag bundle it is there from the start.
 */
export { announceStep } from '../announce-step.ts';
export { connectClient } from '../connect-client.ts';
export { TotpSuccessEvent } from '../events.ts';
export { VerifyFlow } from '../flow/verify-flow.ts';
export { answerEn } from '../messages/answer-en.ts';
export { describe, renderFailure, wordNotice } from '../show-notice.ts';
export { isOutage } from '../site-fault.ts';
export { renderVerified } from './totp-verify/verified-screen.ts';
