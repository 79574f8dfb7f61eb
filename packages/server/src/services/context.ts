import type { Clock } from '../core/clock.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Store } from '../store/store.ts';

export type { Actor } from '../store/events.ts';

/** What the services share. */
export interface ServiceContext {
  readonly store: Store;
  readonly keyring: Keyring;
  readonly clock: Clock;
  /** `iss` and `aud` of tokens, and where ticket links lead; without a trailing slash. */
  readonly publicUrl: string;
  /** The name authenticator apps show. */
  readonly issuer: string;
  /** Steps accepted either side of now. */
  readonly window: number;
}

/** A refusal that is an answer, not a fault: routes turn it into a problem document. */
export interface Refusal<Code extends string> {
  readonly refused: Code;
  readonly retryAfterSeconds?: number;
  readonly message?: string;
}

export function refuse<Code extends string>(
  refused: Code,
  details: Omit<Refusal<Code>, 'refused'> = {},
): Refusal<Code> {
  return { refused, ...details };
}

export function isRefusal<Answer extends object>(
  answer: Answer,
): answer is Extract<Answer, Refusal<string>> {
  return 'refused' in answer;
}
