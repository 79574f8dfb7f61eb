import { TotpError } from '@totp-kit/protocol/errors';
import type { Notice } from '../../flow/notice.ts';
import type { SetupStep } from '../../flow/setup-flow.ts';
import type { VerifyStep } from '../../flow/verify-flow.ts';

/** What the code field has to know of a step, of either flow. */
export interface CodeEntry {
  /** `open` takes a code, `checking` waits for the answer, `closed` has nothing to take a code for. */
  readonly phase: 'open' | 'checking' | 'closed';
  readonly notice?: Notice | undefined;
  /** When trying again can help, in milliseconds since the epoch. */
  readonly retryAt?: number | undefined;
}

export function codeEntryOf(step: SetupStep | VerifyStep): CodeEntry {
  switch (step.name) {
    case 'enroll':
    case 'enter':
      return { phase: 'open', notice: step.notice, retryAt: step.retryAt };
    case 'confirming':
    case 'verifying':
      return { phase: 'checking' };
    default:
      return { phase: 'closed' };
  }
}

/** Whether the digits themselves are at fault. */
export function isAboutDigits(notice: Notice | undefined): boolean {
  return notice === 'code_incomplete' || isWrongCode(notice);
}

export function isWrongCode(notice: Notice | undefined): boolean {
  return notice instanceof TotpError && notice.code === 'invalid_code';
}
