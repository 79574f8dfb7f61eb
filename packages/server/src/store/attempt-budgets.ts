import {
  budgetMemoryMs,
  dayOf,
  rollingDaysAt,
  stopWaitMs,
  unknownBrowserRules,
  waitAfterFailures,
  type AttemptRules,
} from '../core/attempt-budget.ts';
import { durations } from '../core/durations.ts';
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
        CASE WHEN attempt_budgets.expires_at <= :now OR attempt_budgets.expires_at > :latestExpiry THEN 1
          ELSE attempt_budgets.consecutive_failures + 1 END,
      expires_at = excluded.expires_at
    WHERE attempt_budgets.expires_at <= :now
      OR (attempt_budgets.waiting_until <= :now
        AND (attempt_budgets.consecutive_failures < :mostInARow OR attempt_budgets.expires_at > :latestExpiry))
  RETURNING consecutive_failures AS "consecutiveFailures"`);

const selectWaiting = query<{ waitingUntil: number }>(
  'SELECT waiting_until AS "waitingUntil" FROM attempt_budgets WHERE subject = :subject',
);

interface BudgetRow {
  readonly subject: string;
  readonly consecutiveFailures: number;
  readonly waitingUntil: number;
}

const selectBudgets = query<BudgetRow>(`
  SELECT subject, consecutive_failures AS "consecutiveFailures", waiting_until AS "waitingUntil" FROM attempt_budgets
  WHERE subject {{in :subjects}} AND expires_at > :now`);

const selectRollingOfEach = query<{ subject: string; failures: number }>(`
  SELECT subject, CAST(sum(failures) AS BIGINT) AS failures FROM failure_days
  WHERE subject {{in :subjects}} AND day BETWEEN :firstDay AND :lastDay GROUP BY subject`);

const selectOldestDay = query<{ day: number | null }>(
  'SELECT min(day) AS day FROM failure_days WHERE subject = :subject AND day BETWEEN :firstDay AND :lastDay',
);

const setRefused = command(
  'UPDATE users SET refused_until = :refusedUntil WHERE user_id = :userId',
);

const forgetRefusals = command(`
  UPDATE users SET refused_until = 0 WHERE refused_until > 0 AND refused_until <= :now AND user_id IN (
    SELECT user_id FROM users WHERE refused_until > 0 AND refused_until <= :now ORDER BY refused_until LIMIT :most)`);

const selectRolling = query<{ failures: number }>(`
  SELECT CAST(coalesce(sum(failures), 0) AS BIGINT) AS failures FROM failure_days
  WHERE subject = :subject AND day BETWEEN :firstDay AND :lastDay`);

const addFailure = command(`
  INSERT INTO failure_days (subject, day, failures) VALUES (:subject, :day, 1)
  ON CONFLICT (subject, day) DO UPDATE SET failures = failure_days.failures + 1`);

const setWaiting = command(
  'UPDATE attempt_budgets SET waiting_until = :waitingUntil WHERE subject = :subject',
);

const shortenWaiting = command(`
  UPDATE attempt_budgets SET waiting_until = :latestWait WHERE subject = :subject AND waiting_until > :latestWait`);

const undoCharge = command(`
  UPDATE attempt_budgets SET consecutive_failures = consecutive_failures - 1 WHERE subject = :subject`);

const clearBudget = command(
  'UPDATE attempt_budgets SET consecutive_failures = 0, waiting_until = 0 WHERE subject = :subject',
);

const removeBudget = command('DELETE FROM attempt_budgets WHERE subject = :subject');
const removeFailureDays = command('DELETE FROM failure_days WHERE subject = :subject');

const countWithoutUser = query<{ count: number }>(
  'SELECT count(*) AS count FROM attempt_budgets WHERE user_id IS NULL',
);

const removeOldestWithoutUser = query<{ subject: string }>(`
  DELETE FROM attempt_budgets WHERE (subject, expires_at) IN (
    SELECT subject, expires_at FROM attempt_budgets WHERE user_id IS NULL ORDER BY expires_at LIMIT :most)
  RETURNING subject`);

const removeFailureDaysOf = command('DELETE FROM failure_days WHERE subject {{in :subjects}}');

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
    expiresAt: now + budgetMemoryMs,
    // Later than any can be: what a clock that was ahead has counted does not count.
    latestExpiry: now + budgetMemoryMs + durations.ahead,
  });
  if (charged === undefined) {
    const waiting = yield* selectWaiting.first({ subject });
    const stored = waiting?.waitingUntil ?? 0;
    const latestWait = now + rules.longestWaitMs;
    const waitingUntil = Math.min(stored, latestWait);
    // A wait that is longer than any there can be comes from a clock that was ahead.
    if (stored > latestWait) yield* shortenWaiting.run({ subject, latestWait });
    return { granted: false, waitingUntil: waitingUntil > now ? waitingUntil : now + stopWaitMs };
  }
  const rolling = yield* selectRolling.first({ subject, ...rollingDaysAt(now) });
  const rollingFailures = rolling?.failures ?? 0;
  if (rollingFailures >= rules.mostRolling) {
    yield* undoCharge.run({ subject });
    return { granted: false, waitingUntil: now + stopWaitMs };
  }
  const { consecutiveFailures } = charged;
  return { granted: true, budget, consecutiveFailures, rollingFailures };
}

/** What a failure did to its budget. */
export interface KeptCharge {
  /** Whether a waiting time began. */
  readonly isWaiting: boolean;
  /** Whether it was the last failure that the budget bears. */
  readonly isLast: boolean;
}

/**
 * After a failure the charge stays, and the waiting time that it brings begins. Until when a user's attempts are
 * refused is noted beside the user too, where lists find it.
 */
export function* keepCharge(charge: GrantedCharge, now: number): Script<KeptCharge> {
  const { budget, consecutiveFailures, rollingFailures } = charge;
  const { subject, userId, rules } = budget;
  const wait = waitAfterFailures(consecutiveFailures, rules);
  yield* setWaiting.run({ subject, waitingUntil: wait === 0 ? 0 : now + wait });
  yield* addFailure.run({ subject, day: dayOf(now) });
  const isFullRow = consecutiveFailures >= rules.mostInARow;
  const isFullTime = rollingFailures + 1 >= rules.mostRolling;
  const stoppedUntil = Math.max(
    isFullRow ? now + budgetMemoryMs : 0,
    isFullTime ? yield* rollingStopEnd(subject, now) : 0,
  );
  const refusedUntil = Math.max(wait === 0 ? 0 : now + wait, stoppedUntil);
  if (refusedUntil > 0) {
    // Nobody's row for other budgets, so that an unknown login ID is the same work (security.md, S14).
    const isOfUser = userId !== null && subject === userSubject(userId);
    yield* setRefused.run({ userId: isOfUser ? userId : '', refusedUntil });
  }
  return { isWaiting: wait > 0, isLast: isFullRow || isFullTime };
}

/** When the oldest day that counts is over: until then nothing is charged, so nothing is added. */
function* rollingStopEnd(subject: string, now: number): Script<number> {
  const oldest = yield* selectOldestDay.first({ subject, ...rollingDaysAt(now) });
  return (oldest?.day ?? dayOf(now)) * durations.day + budgetMemoryMs;
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

const freshState: BudgetState = { waitingUntil: 0, isStopped: false };

/** How the budgets of users for attempts from unknown browsers stand. */
export function* readBudgetsOfUsers(
  userIds: readonly string[],
  now: number,
): Script<(userId: string) => BudgetState> {
  const subjects = JSON.stringify(userIds.map(userSubject));
  const budgets = yield* selectBudgets.all({ subjects, now });
  const days = yield* selectRollingOfEach.all({ subjects, ...rollingDaysAt(now) });
  const rolling = new Map(days.map(({ subject, failures }) => [subject, failures]));
  const { mostInARow, mostRolling } = unknownBrowserRules;
  const states = new Map<string, BudgetState>();
  for (const [subject, failures] of rolling) {
    states.set(subject, { waitingUntil: 0, isStopped: failures >= mostRolling });
  }
  for (const { subject, consecutiveFailures, waitingUntil } of budgets) {
    const isStopped = consecutiveFailures >= mostInARow || states.get(subject)?.isStopped === true;
    const latest = now + unknownBrowserRules.longestWaitMs;
    states.set(subject, { waitingUntil: Math.min(waitingUntil, latest), isStopped });
  }
  return (userId) => states.get(userSubject(userId)) ?? freshState;
}

/** Forgets a user's budget for attempts from unknown browsers, and that lists show it. */
export function* forgetBudgetOfUser(userId: string): Script<void> {
  yield* forgetBudget(userSubject(userId));
  yield* setRefused.run({ userId, refusedUntil: 0 });
}

/**
 * Ends a user's waiting time and begins to count anew, but leaves the count of 30 days: who may do this often gives
 * nobody more guesses. False where that count has stopped the user.
 */
export function* endWaitOfUser(userId: string, now: number): Script<boolean> {
  const budget = budgetOfUser(userId);
  const rolling = yield* selectRolling.first({
    subject: budget.subject,
    ...rollingDaysAt(now),
  });
  if ((rolling?.failures ?? 0) >= budget.rules.mostRolling) return false;
  yield* clearBudget.run({ subject: budget.subject });
  yield* setRefused.run({ userId, refusedUntil: 0 });
  return true;
}

/** Takes users whose waiting is over out of the index of those who wait; at most so many at once. */
export function* forgetPastRefusals(now: number, most: number): Script<void> {
  yield* forgetRefusals.run({ now, most });
}

/** Forgets a budget, and with it a waiting time or a stop. */
export function* forgetBudget(subject: string): Script<void> {
  yield* removeBudget.run({ subject });
  yield* removeFailureDays.run({ subject });
}

/**
 * Forgets a batch of the budgets of login IDs that nobody has, those used least lately, so that so many are kept.
 * @returns whether there is more to do
 */
export function* forgetSpareUnknownLoginIds({
  kept,
  most,
}: {
  readonly kept: number;
  readonly most: number;
}): Script<boolean> {
  const spare = ((yield* countWithoutUser.first({}))?.count ?? 0) - kept;
  if (spare <= 0) return false;
  const removed = yield* removeOldestWithoutUser.all({ most: Math.min(spare, most) });
  const subjects = JSON.stringify(removed.map(({ subject }) => subject));
  yield* removeFailureDaysOf.run({ subjects });
  return removed.length === most;
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
