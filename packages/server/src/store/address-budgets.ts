import {
  addressMemoryMs,
  blockAfter,
  longestBlockMs,
  failureWindowMs,
  loginIdWindowMs,
  startWindowMs,
  type AddressSubject,
} from '../core/address-budget.ts';
import { durations, limits } from '../core/durations.ts';
import { command, query, type Script } from './script.ts';

/** An attempt as an address counts it. */
export interface AddressAttempt {
  readonly subjects: readonly AddressSubject[];
  readonly loginIdHash: string;
  readonly now: number;
}

const lockUnlessWaiting = query<{ waitingUntil: number }>(`
  SELECT waiting_until AS "waitingUntil" FROM address_budgets
  WHERE subject = :subject AND waiting_until <= :now {{lock}}`);

const selectWaiting = query<{ waitingUntil: number }>(
  'SELECT waiting_until AS "waitingUntil" FROM address_budgets WHERE subject = :subject',
);

const selectLongestWait = query<{ subject: string; waitingUntil: number }>(`
  SELECT subject, waiting_until AS "waitingUntil" FROM address_budgets
  WHERE subject {{in :subjects}} AND waiting_until > :now ORDER BY waiting_until DESC LIMIT 1`);

const insertEmpty = command(`
  INSERT INTO address_budgets (subject, window_started_at, failures, blocks, waiting_until, expires_at)
  VALUES (:subject, :now, 0, 0, 0, :expiresAt) ON CONFLICT (subject) DO NOTHING`);

const addFailure = query<{ failures: number; blocks: number }>(`
  INSERT INTO address_budgets (subject, window_started_at, failures, blocks, waiting_until, expires_at)
  VALUES (:subject, :now, 1, 0, 0, :expiresAt)
  ON CONFLICT (subject) DO UPDATE SET
    failures = CASE WHEN address_budgets.window_started_at <= :windowBefore THEN 1 ELSE address_budgets.failures + 1 END,
    window_started_at = CASE WHEN address_budgets.window_started_at <= :windowBefore THEN :now
      ELSE address_budgets.window_started_at END,
    blocks = CASE WHEN address_budgets.expires_at <= :now THEN 0 ELSE address_budgets.blocks END,
    expires_at = excluded.expires_at
  RETURNING failures, blocks`);

const addFailedLoginId = command(`
  INSERT INTO address_failures (subject, login_id_hash, failed_at) VALUES (:subject, :loginIdHash, :now)
  ON CONFLICT (subject, login_id_hash) DO UPDATE SET failed_at = excluded.failed_at`);

const countFailedLoginIds = query<{ count: number }>(`
  SELECT count(*) AS count FROM address_failures
  WHERE subject = :subject AND failed_at > :after AND failed_at <= :latest`);

const removeFailedLoginId = command(
  'DELETE FROM address_failures WHERE subject = :subject AND login_id_hash = :loginIdHash',
);

const block = command(`
  UPDATE address_budgets SET failures = 0, window_started_at = :now, blocks = blocks + 1,
    waiting_until = :waitingUntil, expires_at = :expiresAt
  WHERE subject = :subject`);

const shortenBlock = command(`
  UPDATE address_budgets SET waiting_until = :latest WHERE subject = :subject AND waiting_until > :latest`);

const addStart = query<{ starts: number }>(`
  INSERT INTO address_starts (subject, window_started_at, starts) VALUES (:subject, :now, 1)
  ON CONFLICT (subject) DO UPDATE SET
    starts = CASE WHEN address_starts.window_started_at <= :windowBefore THEN 1 ELSE address_starts.starts + 1 END,
    window_started_at = CASE WHEN address_starts.window_started_at <= :windowBefore THEN :now
      ELSE address_starts.window_started_at END
    WHERE address_starts.starts < :most OR address_starts.window_started_at <= :windowBefore
  RETURNING starts`);

const selectStarts = query<{ startedAt: number; starts: number }>(
  'SELECT window_started_at AS "startedAt", starts FROM address_starts WHERE subject = :subject',
);

const beginWindow = command(`
  UPDATE address_starts SET window_started_at = :now WHERE subject = :subject AND window_started_at > :now`);

const takeStartBack = command(
  'UPDATE address_starts SET starts = starts - 1 WHERE subject = :subject AND starts > 0',
);

/**
 * Until when an address must wait, else 0, looked at without a lock and before anything else: who goes on asking keeps
 * no connection busy, waits for nobody's row, and leaves none.
 */
export function* addressWaitsUntil({ subjects, now }: AddressAttempt): Script<number> {
  const longest = yield* selectLongestWait.first({
    subjects: JSON.stringify(subjects.map(({ subject }) => subject)),
    now,
  });
  return longest === undefined
    ? 0
    : yield* withinLongest(longest.subject, { waitingUntil: longest.waitingUntil, now });
}

/** Until when an address must wait; 0 when it need not, and then its rows stay locked, so that guesses come one by one. */
export function* lockAddress({ subjects, now }: AddressAttempt): Script<number> {
  for (const { subject } of subjects) {
    const waitingUntil = yield* lockOrWait(subject, now);
    if (waitingUntil > 0) return waitingUntil;
  }
  return 0;
}

/** Tries again where somebody else made the row, or the sweeper took it, in between. */
function* lockOrWait(subject: string, now: number): Script<number> {
  for (;;) {
    if ((yield* lockUnlessWaiting.first({ subject, now })) !== undefined) return 0;
    const expiresAt = now + addressMemoryMs;
    if ((yield* insertEmpty.run({ subject, now, expiresAt })) > 0) return 0;
    const waitingUntil = (yield* selectWaiting.first({ subject }))?.waitingUntil ?? 0;
    if (waitingUntil > now) return yield* withinLongest(subject, { waitingUntil, now });
  }
}

/** A block that is longer than any there can be comes from a clock that was ahead. */
function* withinLongest(
  subject: string,
  { waitingUntil, now }: { readonly waitingUntil: number; readonly now: number },
): Script<number> {
  const latest = now + longestBlockMs;
  if (waitingUntil <= latest) return waitingUntil;
  yield* shortenBlock.run({ subject, latest });
  return latest;
}

/** Counts a failure, and blocks the address when it has borne its last one. */
export function* countAddressFailure({ subjects, loginIdHash, now }: AddressAttempt): Script<void> {
  for (const { subject, mostFailures, mostLoginIds } of subjects) {
    const counted = yield* addFailure.first({
      subject,
      now,
      windowBefore: now - failureWindowMs,
      expiresAt: now + addressMemoryMs,
    });
    yield* addFailedLoginId.run({ subject, loginIdHash, now });
    const failed = yield* countFailedLoginIds.first({
      subject,
      after: now - loginIdWindowMs,
      latest: now + durations.ahead,
    });
    if (counted === undefined || failed === undefined) continue;
    if (counted.failures >= mostFailures || failed.count >= mostLoginIds) {
      const waitingUntil = now + blockAfter(counted.blocks);
      const expiresAt = waitingUntil + addressMemoryMs;
      yield* block.run({ subject, now, waitingUntil, expiresAt });
    }
  }
}

/** A success takes its login ID off the list of those that failed from there. */
export function* forgiveAddress({ subjects, loginIdHash }: AddressAttempt): Script<void> {
  for (const { subject } of subjects) yield* removeFailedLoginId.run({ subject, loginIdHash });
}

/** Counts the start of an enrollment; until when to wait when there were too many that nobody confirmed, else 0. */
export function countStart(subjects: readonly AddressSubject[], now: number): Script<number> {
  const counts = subjects.map(({ subject, mostStarts }) => ({ subject, most: mostStarts }));
  return countInHour(counts, now);
}

/** Counts a question whether a login ID has an account, apart from starts; until when to wait after too many, else 0. */
export function countLookup(subjects: readonly AddressSubject[], now: number): Script<number> {
  const counts = subjects.map(({ subject, mostLookups }) => ({
    subject: `lookup:${subject}`,
    most: mostLookups,
  }));
  return countInHour(counts, now);
}

/** What users do at will and every time leaves an event. */
export type OwnChange = 'enrollment' | 'recovery-codes';

/**
 * Counts a change by its user, however it ends: who confirms and removes in a loop writes as many events as who
 * confirms nothing. Until when to wait after too many, else 0.
 */
export function countOwnChange(change: OwnChange, userId: string, now: number): Script<number> {
  return countInHour([{ subject: `${change}:${userId}`, most: limits.ownChangesPerHour }], now);
}

interface HourlyCount {
  readonly subject: string;
  readonly most: number;
}

function* countInHour(counts: readonly HourlyCount[], now: number): Script<number> {
  const windowBefore = now - startWindowMs;
  // Looked at before anything is counted, so that who is refused leaves no row: what strangers fill is bounded by the
  // numbers of a /48, not by the 65,536 of /64 in it.
  for (const { subject, most } of counts) {
    const window = yield* selectStarts.first({ subject });
    if (window !== undefined && window.starts >= most && window.startedAt > windowBefore) {
      return yield* windowEnd(subject, { startedAt: window.startedAt, now });
    }
  }
  for (const { subject, most } of counts) {
    const counted = yield* addStart.first({ subject, now, most, windowBefore });
    if (counted !== undefined) continue;
    // Somebody else was faster since.
    const window = yield* selectStarts.first({ subject });
    return yield* windowEnd(subject, { startedAt: window?.startedAt ?? now, now });
  }
  return 0;
}

/** When a full hour is over. One that is yet to begin, by a clock that was ahead, begins now. */
function* windowEnd(
  subject: string,
  { startedAt, now }: { readonly startedAt: number; readonly now: number },
): Script<number> {
  if (startedAt > now) yield* beginWindow.run({ subject, now });
  return Math.min(startedAt, now) + startWindowMs;
}

/** Takes back the start of an enrollment that was confirmed. */
export function* forgiveStart(subjects: readonly string[]): Script<void> {
  for (const subject of subjects) yield* takeStartBack.run({ subject });
}
