import { countOwnChange } from './address-budgets.ts';
import {
  deleteAuthenticator,
  findCandidates,
  hasAuthenticator,
  labelAuthenticator,
  type OwnedAuthenticator,
} from './authenticators.ts';
import { recordEvent } from './events.ts';
import { replaceRecoveryCodes } from './recovery-codes.ts';
import type { Script } from './script.ts';
import { lockUser, type Change } from './users.ts';

/** What users do with their own authenticators and recovery codes. */
export interface OwnAuthenticatorStore {
  /** False when it is not theirs. */
  renameAuthenticator(owned: OwnedAuthenticator, label: string, change: Change): Promise<boolean>;
  /** Removes one; the last one stays, because nobody is left without a way in. */
  removeAuthenticator(
    owned: OwnedAuthenticator,
    change: Change,
  ): Promise<'removed' | 'not_found' | 'last'>;
  /** Puts a new set in the place of the old one. */
  renewRecoveryCodes(renewal: RecoveryCodeRenewal): Promise<RenewalOutcome>;
}

export type RenewalOutcome =
  | { readonly kind: 'renewed' | 'no_authenticator' }
  | { readonly kind: 'too_many_attempts'; readonly waitingUntil: number };

export interface RecoveryCodeRenewal extends Change {
  readonly userId: string;
  readonly codeHashes: readonly string[];
}

export function* renameAuthenticator(
  owned: OwnedAuthenticator,
  label: string,
  { at, by }: Change,
): Script<boolean> {
  if (!(yield* labelAuthenticator(owned, label))) return false;
  const { userId, authenticatorId: reason } = owned;
  yield* recordEvent({ action: 'authenticator.renamed', at, by, userId, reason });
  return true;
}

export function* removeAuthenticator(
  owned: OwnedAuthenticator,
  { at, by }: Change,
): Script<'removed' | 'not_found' | 'last'> {
  yield* lockUser(owned.userId);
  const candidates = yield* findCandidates(owned.userId);
  const isTheirs = candidates.some(
    ({ authenticatorId }) => authenticatorId === owned.authenticatorId,
  );
  if (!isTheirs) return 'not_found';
  if (candidates.length === 1) return 'last';
  yield* deleteAuthenticator(owned, at);
  const { userId, authenticatorId: reason } = owned;
  yield* recordEvent({ action: 'authenticator.removed', at, by, userId, reason });
  return 'removed';
}

export function* renewRecoveryCodes(renewal: RecoveryCodeRenewal): Script<RenewalOutcome> {
  const { userId, codeHashes, at, by } = renewal;
  const user = yield* lockUser(userId);
  if (user?.status !== 'enabled' || !(yield* hasAuthenticator(userId))) {
    return { kind: 'no_authenticator' };
  }
  const waitingUntil = yield* countOwnChange('recovery-codes', userId, at);
  if (waitingUntil > 0) return { kind: 'too_many_attempts', waitingUntil };
  yield* replaceRecoveryCodes(userId, codeHashes);
  yield* recordEvent({ action: 'recovery_codes.created', at, by, userId });
  return { kind: 'renewed' };
}
