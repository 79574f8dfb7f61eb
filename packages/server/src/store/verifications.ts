import { findCandidates, spendStep, type Candidate } from './authenticators.ts';
import { charge, giveBackCharge, keepCharge, type BudgetSubject } from './attempt-budgets.ts';
import { recordEvent, type Actor } from './events.ts';
import { command, type Script } from './script.ts';
import { beginSession, type LiveSessionTimes } from './sessions.ts';
import { findUserByLoginId, type UserRecord } from './users.ts';

export interface VerificationRequest {
  readonly loginIdCanonical: string;
  /** Stands for the login ID in the budget of login IDs that nobody has. */
  readonly loginIdHash: string;
  readonly now: number;
  readonly by: Actor;
  readonly newSession: { readonly sessionId: string; readonly refreshHash: string };
  /** Opens every candidate's key and compares every live step; equal work whatever there is. */
  readonly decide: (candidates: readonly Candidate[]) => VerificationDecision;
}

export type VerificationDecision =
  | { readonly kind: 'match'; readonly authenticatorId: string; readonly step: number }
  | { readonly kind: 'no_match' }
  | { readonly kind: 'unreadable' };

export type VerificationOutcome =
  | {
      readonly kind: 'verified';
      readonly user: UserRecord;
      readonly session: LiveSessionTimes & { readonly sessionId: string };
    }
  | { readonly kind: 'invalid_code' }
  | { readonly kind: 'too_many_attempts'; readonly waitingUntil: number };

export interface VerificationStore {
  /**
   * Decides a sign-in in one transaction: charge, compare, settle. Unknown, disabled and `ticket` users take the same
   * path as a wrong code.
   */
  verify(request: VerificationRequest): Promise<VerificationOutcome>;
}

const touchSignIn = command('UPDATE users SET last_sign_in_at = :at WHERE user_id = :userId');

export function* verify(request: VerificationRequest): Script<VerificationOutcome> {
  const { now, by, newSession } = request;
  const user = yield* findDirectUser(request.loginIdCanonical);
  const budget = budgetOf(user, request.loginIdHash);

  const charged = yield* charge(budget, now);
  if (!charged.granted) {
    return { kind: 'too_many_attempts', waitingUntil: charged.waitingUntil };
  }

  const candidates = yield* findCandidates(user?.userId ?? '');
  const decision = request.decide(candidates);
  const isSpent = decision.kind === 'match' && !(yield* spendStep({ ...decision, at: now }));

  if (decision.kind === 'match' && !isSpent && user !== undefined) {
    yield* giveBackCharge(budget.subject);
    yield* touchSignIn.run({ userId: user.userId, at: now });
    const times = yield* beginSession({ ...newSession, userId: user.userId, at: now });
    yield* recordEvent({ action: 'verification.succeeded', at: now, by, userId: user.userId });
    return { kind: 'verified', user, session: { ...times, sessionId: newSession.sessionId } };
  }

  yield* keepCharge(budget.subject, { consecutiveFailures: charged.consecutiveFailures, now });
  yield* recordEvent({
    action: failureAction(decision, isSpent),
    at: now,
    by,
    userId: user?.userId,
  });
  return { kind: 'invalid_code' };
}

function* findDirectUser(canonical: string): Script<UserRecord | undefined> {
  const user = yield* findUserByLoginId(canonical);
  return user?.status === 'enabled' && user.signIn === 'direct' ? user : undefined;
}

function budgetOf(user: UserRecord | undefined, loginIdHash: string): BudgetSubject {
  return user === undefined
    ? { subject: `unknown:${loginIdHash}`, userId: null }
    : { subject: `user:${user.userId}`, userId: user.userId };
}

function failureAction(decision: VerificationDecision, isSpent: boolean) {
  if (isSpent) return 'verification.spent';
  return decision.kind === 'unreadable' ? 'key.unreadable' : 'verification.failed';
}
