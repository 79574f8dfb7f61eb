import type { ErrorCode } from '@totp-kit/protocol/errors';
import type { InputFault } from '../flow/notice.ts';
import type { UsersMessages } from './console-en.ts';

/*
 * What the elements say, in one language. A missing message is a compile error. Names in braces stand for what is
 * filled in: `{loginId}`, `{issuer}`, `{label}` of an authenticator, `{date}`, `{count}`, and `{duration}` in words such as
 * "30 seconds", in the nominative.
 *
 * English lies in parts, each loaded with the screens that say it. Any other language is one file.
 */

/** Errors that only other callers meet, or that a visitor can do no more about than about `internal`. */
type UnspokenCode =
  | 'not_found'
  | 'conflict'
  | 'idempotency_conflict'
  | 'no_authenticator'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'forbidden'
  | 'server_missing'
  | 'server_unrecognized';

/** What a notice says: an error of either side, or a fault of what was typed. */
export type NoticeCode =
  Exclude<ErrorCode, UnspokenCode> | InputFault | 'login_id_refused' | 'clock_off';

/** What may well go wrong. Its words are there before it does. */
type CommonNotice =
  | 'login_id_missing'
  | 'code_incomplete'
  | 'invalid_code'
  | 'too_many_attempts'
  | 'internal'
  | 'server_unreachable';

type CommonNotices = Readonly<Record<CommonNotice, string>>;

/** What a person reads when something is wrong, by its code. What is rare may not be loaded yet. */
export type NoticeMessages = CommonNotices & Partial<Readonly<Record<NoticeCode, string>>>;

/** The field of the code, and signing in by it. */
export interface CoreMessages {
  readonly tryAgain: string;

  readonly loginId: string;
  readonly codeDigitsOnly: string;
  readonly codeTooLong: string;
  readonly codeStep: string;
  readonly confirmSubmit: string;

  readonly signInTitle: string;
  readonly signInIntro: string;
  readonly signInCode: string;
  readonly signInSubmit: string;
  readonly useRecoveryCode: string;
  readonly stepUpTitle: string;
}

/** What a screen says once somebody has answered it. */
export interface AnswerMessages extends CommonNotices {
  /** Which of login ID and code was wrong, the server does not tell. */
  readonly signInRefused: string;
}

/** How something ended, and what rarely goes wrong. */
export interface EndingMessages extends Readonly<
  Record<Exclude<NoticeCode, CommonNotice>, string>
> {
  readonly tryAgainIn: string;
  readonly signedInTitle: string;
  readonly signedInText: string;
  readonly verifiedTitle: string;
  readonly verifiedText: string;
  readonly expiredTitle: string;
  readonly expiredText: string;
  readonly startAgain: string;
  readonly setupDoneTitle: string;
  readonly setupDoneText: string;
  readonly setupWasDoneTitle: string;
  readonly failedTitle: string;
  readonly misconfiguredTitle: string;
  readonly forDevelopers: string;
}

/** Asking for a new login ID; the screen with the QR code. */
export interface EnrollmentMessages {
  readonly loginIdHint: string;
  readonly identifyTitle: string;
  readonly identifyIntro: string;
  readonly identifySubmit: string;
  readonly setupTitle: string;
  readonly setupPreparing: string;
  readonly setupIntro: string;
  readonly changeLoginId: string;
  readonly scanStep: string;
  readonly openStep: string;
  readonly cannotScan: string;
  readonly anotherDevice: string;
  readonly qrAlternative: string;
  readonly qrFailed: string;
}

/** Link and key. */
export interface KeyMessages {
  readonly keyIntro: string;
  /** What a screen reader says before it spells the key. */
  readonly keyLabel: string;
  readonly openApp: string;
  readonly openAppMissed: string;
  readonly copyKey: string;
  readonly copied: string;
  /** After copying: the clipboard still holds the key. */
  readonly clearClipboard: string;
  readonly copyFailed: string;
}

/** The codes for a lost phone: keeping them, and signing in by one. */
export interface RecoveryMessages {
  readonly recoveryTitle: string;
  readonly recoveryIntro: string;
  readonly recoveryList: string;
  readonly recoveryCopy: string;
  readonly recoveryCopied: string;
  readonly recoveryCopyFailed: string;
  readonly recoveryDownload: string;
  readonly recoveryPrint: string;
  readonly recoverySaved: string;
  /** The head of the downloaded or printed sheet. */
  readonly recoverySheet: string;
  readonly recoveryEntryIntro: string;
  readonly recoveryEntryLabel: string;
  readonly recoveryEntryHint: string;
  readonly recoveryRefused: string;
  readonly recoveryAndLoginIdRefused: string;
  readonly useAuthenticator: string;
}

/** A whole flow: which way a person goes. */
export interface FlowMessages {
  readonly chooseTitle: string;
  readonly chooseIntro: string;
  readonly chooseSignIn: string;
  readonly chooseSignUp: string;
  readonly goOn: string;
  readonly back: string;
}

/** Looking after one's own authenticators, recovery codes, sessions and browsers. */
export interface AuthenticatorsMessages {
  readonly ownTitle: string;
  readonly ownIntro: string;
  readonly ownNone: string;
  /** What an authenticator without a name is called. */
  readonly ownUnnamed: string;
  readonly ownAddedOn: string;
  readonly ownLastUsedOn: string;
  readonly ownNeverUsed: string;
  readonly ownRename: string;
  readonly ownReplace: string;
  readonly ownRemove: string;
  readonly ownAdd: string;
  readonly ownLimit: string;
  readonly ownCancel: string;

  readonly ownRenameTitle: string;
  readonly ownRenameIntro: string;
  readonly ownLabel: string;
  readonly ownLabelMissing: string;
  readonly ownSave: string;

  readonly ownReplaceNote: string;
  readonly ownRemoveTitle: string;
  readonly ownRemoveText: string;
  readonly ownLastTitle: string;
  readonly ownLastText: string;

  readonly ownCodesTitle: string;
  readonly ownCodesText: string;
  readonly ownCodesLeft: string;
  readonly ownCodesFew: string;
  readonly ownRenew: string;
  readonly ownRenewTitle: string;
  readonly ownRenewText: string;

  readonly ownSessionsTitle: string;
  readonly ownSessionHere: string;
  readonly ownSessionElsewhere: string;
  readonly ownSessionSince: string;
  readonly ownEndSession: string;
  readonly ownEndSessionTitle: string;
  readonly ownEndSessionText: string;

  readonly ownBrowsersTitle: string;
  readonly ownBrowsersText: string;
  readonly ownForget: string;
  readonly ownForgetTitle: string;
  readonly ownForgetText: string;

  readonly ownWasAdded: string;
  readonly ownWasReplaced: string;
  readonly ownWasRenamed: string;
  readonly ownWasRemoved: string;
  readonly ownWasRenewed: string;
  readonly ownSessionEnded: string;
  readonly ownBrowsersForgotten: string;
  readonly ownGone: string;
}

/** What every screen says that a page can have without elements, too, in one language. */
export interface Messages
  extends
    CoreMessages,
    AnswerMessages,
    EndingMessages,
    EnrollmentMessages,
    KeyMessages,
    RecoveryMessages,
    FlowMessages {
  /** Where the language is written from right to left. */
  readonly direction?: 'rtl';
}

/** Everything, in one language. */
export interface AllMessages extends Messages, AuthenticatorsMessages {}

/** Messages of a page's own in place of ours, for as many as it likes; an error code of any kind may be among them. */
export type OwnMessages = Partial<AllMessages> &
  Partial<UsersMessages> &
  Partial<Record<ErrorCode, string>>;
