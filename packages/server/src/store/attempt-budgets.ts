import {
  budgetMemoryMs,
  dayOf,
  firstRollingDay,
  stopWaitMs,
  unknownBrowserRules,
  waitAfterFailures,
  type AttemptRules,
} from '../core/attempt-budget.ts';
import { command, query, type Script } from './script.ts';

/** Whose attempts are counted: a user's, a known browser's, a session's, or those on a login ID that nobody has. */
export interface AttemptBudget {
  readonly subject: string;
  /** The user it goes with; none for a login ID that nobody has. */
  readonly userId: string | null;
  readonly rules: AttemptRules;
}

/** An attempt that was charged: what it costs if it fails. */
export interface GrantedCharge {
  readonly granted: true;
  readonly budget: AttemptBudget;
  readonly consecutiveFailures: number;
  readonly rollingFailures: number;
}

export type Charge = GrantedCharge | { readonly granted: false; readonly waitingUntil: number };

const chargeBudget = query<{ consecutiveFailures: number }>(`
  INSERT INTO attempt_budgets (subject, user_id, consecutive_failures, waiting_until, expires_at)
  VALUES (:subject, :userId, 1, 0, :expiresAt)
  ON CONFLICT (subject) DO UPDATE
    SET consecutive_failures =
        CASE WHEN attempt_budgets.expires_at <= :now THEN 1 ELSE attempt_budgets.consecutive_failures + 1 END,
      expires_at = excluded.expires_at
    WHERE attempt_budgets.expires_at <= :now
      OR ((attempt_budgets.waiting_until <= :now OR attempt_budgets.waiting_until > :latestWait)
        AND attempt_budgets.consecutive_failures < :mostInARow)
  RETURNING consecutive_failures AS "consecutiveFailures"`);

const selectWaiting = query<{ waitingUntil: number }>(
  'SELECT waiting_until AS "waitingUntil" FROM attempt_budgets WHERE subject = :subject',
);

const selectBudget = query<{ consecutiveFailures: number; waitingUntil: number }>(`
  SELECT consecutive_failures AS "consecutiveFailures", waiting_until AS "waitingUntil" FROM attempt_budgets
  WHERE subject = :subject AND expires_at > :now`);

const selectRolling = query<{ failures: number }>(`
  SELECT CAST(coalesce(sum(failures), 0) AS BIGINT) AS failures FROM failure_days
  WHERE subject = :subject AND day >= :firstDay`);

const addFailure = command(`
  INSERT INTO failure_days (subject, day, failures) VALUES (:subject, :day, 1)
  ON CONFLICT (subject, day) DO UPDATE SET failures = failure_days.failures + 1`);

const setWaiting = command(
  'UPDATE attempt_budgets SET waiting_until = :waitingUntil WHERE subject = :subject',
);

const undoCharge = command(`
  UPDATE attempt_budgets SET consecutive_failures = consecutive_failures - 1 WHERE subject = :subject`);

const clearBudget = command(
  'UPDATE attempt_budgets SET consecutive_failures = 0, waiting_until = 0 WHERE subject = :subject',
);

const removeBudget = command('DELETE FROM attempt_budgets WHERE subject = :subject');
const removeFailureDays = command('DELETE FROM failure_days WHERE subject = :subject');

/**
 * Charges an attempt before it is looked at, by one conditional update that locks the budget: who must wait or is
 * stopped is not charged and not compared.
 */
export function* chargeAttempt(budget: AttemptBudget, now: number): Script<Charge> {
  const { subject, userId, rules } = budget;
  const charged = yield* chargeBudget.first({
    subject,
    userId,
    now,
    mostInARow: rules.mostInARow,
    // A wait that is longer than any there can be comes from a clock that was ahead.
    latestWait: now + stopWaitMs,
    expiresAt: now + budgetMemoryMs,
  });
  if (charged === undefined) {
    const waiting = yield* selectWaiting.first({ subject });
    const waitingUntil = waiting?.waitingUntil ?? 0;
    return { granted: false, waitingUntil: waitingUntil > now ? waitingUntil : now + stopWaitMs };
  }
  const rolling = yield* selectRolling.first({ subject, firstDay: firstRollingDay(now) });
  const rollingFailures = rolling?.failures ?? 0;
  if (rollingFailures >= rules.mostRolling) {
    yield* undoCharge.run({ subject });
    return { granted: false, waitingUntil: now + stopWaitMs };
  }
  const { consecutiveFailures } = charged;
  return { granted: true, budget, consecutiveFailures, rollingFailures };
}

/**
 * After a failure the charge stays, and the waiting time that it brings begins. True when this failure was the last
 * that the budget bears.
 */
export function* keepCharge(charge: GrantedCharge, now: number): Script<boolean> {
  const { budget, consecutiveFailures, rollingFailures } = charge;
  const { subject, rules } = budget;
  const wait = waitAfterFailures(consecutiveFailures, rules);
  yield* setWaiting.run({ subject, waitingUntil: wait === 0 ? 0 : now + wait });
  yield* addFailure.run({ subject, day: dayOf(now) });
  return consecutiveFailures >= rules.mostInARow || rollingFailures + 1 >= rules.mostRolling;
}

/** After a success the charge is given back and the consecutive failures are over; the rolling count only ages. */
export function* giveBackCharge({ budget }: GrantedCharge): Script<void> {
  yield* clearBudget.run({ subject: budget.subject });
}

/** How a budget stands now. */
export interface BudgetState {
  /** Milliseconds; 0 when there is no waiting time. */
  readonly waitingUntil: number;
  readonly isStopped: boolean;
}

export function* readBudget({ subject, rules }: AttemptBudget, now: number): Script<BudgetState> {
  const budget = yield* selectBudget.first({ subject, now });
  const rolling = yield* selectRolling.first({ subject, firstDay: firstRollingDay(now) });
  const isStopped =
    (budget?.consecutiveFailures ?? 0) >= rules.mostInARow ||
    (rolling?.failures ?? 0) >= rules.mostRolling;
  return { waitingUntil: budget?.waitingUntil ?? 0, isStopped };
}

/** Forgets a budget, and with it a waiting time or a stop. */
export function* forgetBudget(subject: string): Script<void> {
  yield* removeBudget.run({ subject });
  yield* removeFailureDays.run({ subject });
}

/** The budget of a user for attempts with tickets. */
export function ticketsSubject(userId: string): string {
  return `tickets:${userId}`;
}

/** The budget of a user for attempts from browsers that never signed them in. */
export function userSubject(userId: string): string {
  return `user:${userId}`;
}

export function budgetOfUser(userId: string): AttemptBudget {
  return { subject: userSubject(userId), userId, rules: unknownBrowserRules };
}
