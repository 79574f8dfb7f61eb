import { announceStep } from '../announce-step.ts';
import { connectClient } from '../connect-client.ts';
import { TotpSuccessEvent } from '../events.ts';
import { VerifyFlow } from '../flow/verify-flow.ts';
import { answerEn } from '../messages/answer-en.ts';
import {
  describe,
  focusEnding,
  mayPass,
  renderEnding,
  renderFailure,
  wordNotice,
  wordWait,
} from '../show-notice.ts';

/**
 * What a screen needs once a person answers it: whom to ask, how it goes on, and the words for that. In the package,
 * `<totp-verify>` loads it when somebody turns to its field; in the script-tag bundle it is there from the start.
 */
export const answers = {
  announceStep,
  answerEn,
  connectClient,
  describe,
  focusEnding,
  mayPass,
  renderEnding,
  renderFailure,
  TotpSuccessEvent,
  VerifyFlow,
  wordNotice,
  wordWait,
};
