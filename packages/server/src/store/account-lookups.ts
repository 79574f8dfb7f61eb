import type { AddressSubject } from '../core/address-budget.ts';
import { countLookup } from './address-budgets.ts';
import { query, type Script } from './script.ts';

export interface AccountLookupRequest {
  readonly loginIdCanonical: string;
  /** Where the question comes from. */
  readonly addressSubjects: readonly AddressSubject[];
  readonly now: number;
}

export type AccountLookupOutcome =
  | { readonly kind: 'looked_up'; readonly hasAccount: boolean }
  | { readonly kind: 'too_many_attempts'; readonly waitingUntil: number };

export interface AccountLookupStore {
  /**
   * Whether a login ID belongs to a `direct` user with an authenticator. Counts for the address before it looks, and
   * leaves the user alone: nothing of theirs is locked, charged or recorded.
   */
  lookUpAccount(request: AccountLookupRequest): Promise<AccountLookupOutcome>;
}

/** One statement for all who have no account, so that they are alike in work too. */
const selectAccount = query<{ found: number }>(`
  SELECT 1 AS found FROM users
  WHERE login_id_canonical = :canonical AND sign_in = 'direct'
    AND EXISTS (SELECT 1 FROM authenticators WHERE authenticators.user_id = users.user_id)`);

export function* lookUpAccount(request: AccountLookupRequest): Script<AccountLookupOutcome> {
  const { loginIdCanonical, addressSubjects, now } = request;
  const waitingUntil = yield* countLookup(addressSubjects, now);
  if (waitingUntil > 0) return { kind: 'too_many_attempts', waitingUntil };
  const account = yield* selectAccount.first({ canonical: loginIdCanonical });
  return { kind: 'looked_up', hasAccount: account !== undefined };
}
