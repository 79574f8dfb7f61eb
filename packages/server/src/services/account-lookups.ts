import type { AccountLookup } from '@totp-kit/protocol';
import { addressSubjects, nowhere } from '../core/address-budget.ts';
import { secondsUntil } from '../core/clock.ts';
import { refuse, type Refusal, type ServiceContext } from './context.ts';
import { requireLoginId } from './login-ids.ts';

/** A question whether somebody has an account. */
export interface AccountQuestion {
  /** As typed. */
  readonly loginId: string;
  readonly clientAddress: string | undefined;
}

/** Says who has an account, where the operator wants that said. */
export class AccountLookups {
  readonly #context: ServiceContext;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  /** @throws TotpError invalid_request where the login ID can be nobody's */
  async lookUp({
    loginId,
    clientAddress,
  }: AccountQuestion): Promise<AccountLookup | Refusal<'forbidden' | 'too_many_attempts'>> {
    const { accountDisclosure, store, clock } = this.#context;
    // Before the login ID is read and before storage is asked: what is not looked at cannot leak.
    if (accountDisclosure === 'private') {
      return refuse('forbidden', { message: 'This server does not say who has an account.' });
    }
    const now = clock();
    const subjects = addressSubjects(clientAddress);
    const outcome = await store.lookUpAccount({
      loginIdCanonical: requireLoginId(loginId).canonical,
      addressSubjects: subjects.length === 0 ? [nowhere] : subjects,
      now,
    });
    if (outcome.kind === 'too_many_attempts') {
      return refuse(outcome.kind, { retryAfterSeconds: secondsUntil(outcome.waitingUntil, now) });
    }
    return { hasAccount: outcome.hasAccount };
  }
}
