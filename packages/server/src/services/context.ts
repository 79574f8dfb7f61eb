import type { FieldFault } from '@totp-kit/protocol/errors';
import type { AccountDisclosure } from '../core/account-disclosure.ts';
import type { Clock } from '../core/clock.ts';
import type { SignUpMode } from '../core/sign-up-mode.ts';
import type { SupportLinks } from '../core/support-links.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Store } from '../store/store.ts';

export type { Actor } from '../store/events.ts';

/** What the services share. */
export interface ServiceContext {
  readonly store: Store;
  readonly keyring: Keyring;
  readonly clock: Clock;
  /** `iss` and `aud` of tokens, and where ticket links lead, with the path of the mount; without a trailing slash. */
  readonly publicUrl: string;
  /** Origins, beside the server's own, that browsers come from and tickets may lead back to. */
  readonly allowedOrigins: readonly string[];
  /** The name authenticator apps show. */
  readonly issuer: string;
  /** Steps accepted either side of now. */
  readonly window: number;
  readonly signUp: SignUpMode;
  readonly accountDisclosure: AccountDisclosure;
  /** Whether support sees links to enroll. */
  readonly supportLinks: SupportLinks;
}

/** A refusal that is an answer, not a fault: routes turn it into a problem document. */
export interface Refusal<Code extends string> extends RefusalDetails {
  readonly refused: Code;
}

interface RefusalDetails {
  readonly retryAfterSeconds?: number | undefined;
  readonly clockOffsetSeconds?: number | undefined;
  readonly message?: string | undefined;
  readonly faults?: readonly FieldFault[];
}

export function refuse<Code extends string>(
  refused: Code,
  details: RefusalDetails = {},
): Refusal<Code> {
  return { refused, ...details };
}

export function isRefusal<Answer extends object>(
  answer: Answer,
): answer is Extract<Answer, Refusal<string>> {
  return 'refused' in answer;
}
