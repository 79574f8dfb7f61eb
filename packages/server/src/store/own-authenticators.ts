import {
  deleteAuthenticator,
  findCandidates,
  labelAuthenticator,
  type OwnedAuthenticator,
} from './authenticators.ts';
import { recordEvent } from './events.ts';
import type { Script } from './script.ts';
import { lockUser, type Change } from './users.ts';

/** What users do with their own authenticators. */
export interface OwnAuthenticatorStore {
  /** False when it is not theirs. */
  renameAuthenticator(owned: OwnedAuthenticator, label: string, change: Change): Promise<boolean>;
  /** Removes one; the last one stays, because nobody is left without a way in. */
  removeAuthenticator(
    owned: OwnedAuthenticator,
    change: Change,
  ): Promise<'removed' | 'not_found' | 'last'>;
}

export function* renameAuthenticator(
  owned: OwnedAuthenticator,
  label: string,
  { at, by }: Change,
): Script<boolean> {
  if (!(yield* labelAuthenticator(owned, label))) return false;
  yield* recordEvent({ action: 'authenticator.renamed', at, by, userId: owned.userId });
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
  yield* deleteAuthenticator(owned);
  yield* recordEvent({ action: 'authenticator.removed', at, by, userId: owned.userId });
  return 'removed';
}
