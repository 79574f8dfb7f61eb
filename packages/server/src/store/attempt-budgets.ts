import { budgetMemoryMs, waitAfterFailures } from '../core/attempt-budget.ts';
import { command, query, type Script } from './script.ts';

/** Whose attempts are counted: a user's, or those on a login ID that nobody has (by its hash). */
export interface BudgetSubject {
  readonly subject: string;
  readonly userId: string | null;
}

export type Charge =
  | { readonly granted: true; readonly consecutiveFailures: number }
  | { readonly granted: false; readonly waitingUntil: number };

interface BudgetRecord {
  readonly consecutiveFailures: number;
}

const chargeBudget = query<BudgetRecord>(`
  INSERT INTO attempt_budgets (subject, user_id, consecutive_failures, waiting_until, expires_at)
  VALUES (:subject, :userId, 1, 0, :expiresAt)
  ON CONFLICT (subject) DO UPDATE
    SET consecutive_failures = attempt_budgets.consecutive_failures + 1, expires_at = excluded.expires_at
    WHERE attempt_budgets.waiting_until <= :now
  RETURNING consecutive_failures AS "consecutiveFailures"`);

const selectWaiting = query<{ waitingUntil: number }>(
  'SELECT waiting_until AS "waitingUntil" FROM attempt_budgets WHERE subject = :subject',
);

const setWaiting = command(
  'UPDATE attempt_budgets SET waiting_until = :waitingUntil WHERE subject = :subject',
);

const clearBudget = command(
  'UPDATE attempt_budgets SET consecutive_failures = 0, waiting_until = 0 WHERE subject = :subject',
);

/**
 * Charges an attempt before it is looked at, by one conditional update that locks the budget: who must wait is not
 * charged and not compared.
 */
export function* charge({ subject, userId }: BudgetSubject, now: number): Script<Charge> {
  const charged = yield* chargeBudget.first({
    subject,
    userId,
    now,
    expiresAt: now + budgetMemoryMs,
  });
  if (charged !== undefined) {
    return { granted: true, consecutiveFailures: charged.consecutiveFailures };
  }
  const waiting = yield* selectWaiting.first({ subject });
  return { granted: false, waitingUntil: waiting?.waitingUntil ?? now };
}

/** After a failure: the charge stays, and the waiting time that it brings begins. */
export function* keepCharge(
  subject: string,
  failed: { readonly consecutiveFailures: number; readonly now: number },
): Script<void> {
  const wait = waitAfterFailures(failed.consecutiveFailures);
  yield* setWaiting.run({ subject, waitingUntil: wait === 0 ? 0 : failed.now + wait });
}

/** After a success: the charge is given back, and the consecutive failures are over. */
export function* giveBackCharge(subject: string): Script<void> {
  yield* clearBudget.run({ subject });
}
