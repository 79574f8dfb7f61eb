/** The steps of every screen as plain classes: no elements, no document, no Lit. The markup is the page's own. */
export {
  SetupFlow,
  type ConfirmationWithCodes,
  type SetupAction,
  type SetupFlowOptions,
  type SetupStep,
} from './lib/flow/setup-flow.ts';
export {
  VerifyFlow,
  type VerifyAction,
  type VerifyFlowOptions,
  type VerifyStep,
} from './lib/flow/verify-flow.ts';
export {
  EntryFlow,
  type EntryFlowOptions,
  type EntryStep,
  type FlowAction,
} from './lib/flow/entry-flow.ts';
export { type ClientSource, type StepListener } from './lib/flow/flow.ts';
export { type InputFault, type Notice } from './lib/flow/notice.ts';
export * from './client.ts';
export { type Credentials, type SignInCredentials } from './lib/client/totp-client.ts';
export { describeNotice, loadMessages, type SpokenMessages } from './lib/headless/messages.ts';
export { describeDuration } from './lib/messages/duration.ts';
export { setMessages } from './lib/messages/own-messages.ts';
export { type Messages, type OwnMessages } from './lib/messages/catalogue.ts';
export { readCode, type ReadCode } from './lib/code-field/digits.ts';
export { encodeQr } from './lib/qr/matrix.ts';
export { type QrErrorCorrection } from './lib/qr/error-correction.ts';
export { type QrMatrix } from './lib/qr/path.ts';
export { type Clock } from './lib/clock.ts';
