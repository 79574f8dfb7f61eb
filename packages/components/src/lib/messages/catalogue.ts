import type { ErrorCode } from '@totp-kit/protocol/errors';
import type { InputFault } from '../flow/notice.ts';

/** Errors that only other callers meet, or that a visitor can do no more about than about `internal`. */
type UnspokenCode =
  | 'not_found'
  | 'conflict'
  | 'idempotency_conflict'
  | 'no_authenticator'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'session_not_fresh'
  | 'unauthenticated'
  | 'forbidden'
  | 'server_missing'
  | 'server_unrecognized';

/** What a notice says: an error of either side, or a fault of what was typed. */
export type NoticeCode =
  Exclude<ErrorCode, UnspokenCode> | InputFault | 'login_id_refused' | 'clock_off';

/**
 * What the elements say, in one language. A missing message is a compile error. Names in braces stand for
 * what is filled in: `{loginId}`, and `{duration}` in words such as "30 seconds".
 */
export interface MessageCatalogue {
  /** BCP 47; numbers and durations are written in it too. */
  readonly locale: string;

  readonly tryAgain: string;
  readonly tryAgainIn: string;
  readonly forDevelopers: string;

  readonly loginId: string;
  readonly loginIdHint: string;
  readonly codeDigitsOnly: string;
  readonly codeTooLong: string;

  readonly identifyTitle: string;
  readonly identifyIntro: string;
  readonly identifySubmit: string;

  readonly setupTitle: string;
  readonly setupPreparing: string;
  readonly codeStep: string;
  readonly confirmSubmit: string;

  readonly failedTitle: string;
  readonly misconfiguredTitle: string;

  readonly signInTitle: string;
  readonly signInIntro: string;
  readonly signInCode: string;
  readonly signInSubmit: string;
  /** Which of login ID and code was wrong, the server does not tell. */
  readonly signInRefused: string;
  readonly signedInTitle: string;
  readonly signedInText: string;

  readonly notices: Readonly<Record<NoticeCode, string>>;
}

/** What only an enrollment says. It loads with the screens that say it. */
export interface EnrollmentCatalogue {
  readonly setupIntro: string;
  readonly changeLoginId: string;
  readonly scanStep: string;
  readonly openStep: string;
  readonly cannotScan: string;
  readonly anotherDevice: string;
  readonly keyIntro: string;
  readonly qrAlternative: string;
  readonly qrFailed: string;
  readonly openApp: string;
  readonly openAppMissed: string;
  readonly copyKey: string;
  readonly copied: string;
  readonly copyFailed: string;
  readonly expiredTitle: string;
  readonly expiredText: string;
  readonly startAgain: string;
  readonly setupDoneTitle: string;
  readonly setupDoneText: string;
  readonly setupWasDoneTitle: string;
}
