import { budgetMemoryMs, rollingDaysAt } from '../core/attempt-budget.ts';
import { loginIdWindowMs, startWindowMs } from '../core/address-budget.ts';
import { durations, limits } from '../core/durations.ts';
import { forgetPastRefusals } from './attempt-budgets.ts';
import type { SqlEngine } from './engine.ts';
import { boundedActions, deleteSpareEvents, findSpareEvent } from './event-bounds.ts';
import { endOldEvents } from './event-retention.ts';
import { command, type Script } from './script.ts';
import { deleteEndedSigningKeys } from './signing-keys.ts';
import { addUpUserCounts } from './user-counts.ts';

/** How much is kept of what strangers fill. */
export interface SweepBounds {
  /** Days after which an event goes, whatever it is. */
  readonly auditDays: number;
  /** Events of each kind that strangers or users cause at will: only so many, the newest. */
  readonly auditFailures: number;
  /** Budgets of login IDs that nobody has. */
  readonly unknownLoginIds: number;
}

export interface ExpiryStore {
  /**
   * Deletes what has expired and can no longer matter, adds up what is counted, and keeps tables that strangers fill
   * within bounds. It takes as many small transactions as it needs, up to a bound; the next call goes on.
   */
  sweepExpired(now: number, bounds?: Partial<SweepBounds>): Promise<void>;
}

const sweeps = [
  command('DELETE FROM enrollments WHERE expires_at <= :now OR created_at > :latest'),
  command('DELETE FROM tickets WHERE expires_at <= :now OR created_at > :latest'),
  command('DELETE FROM invitations WHERE expires_at <= :now OR created_at > :latest'),
  command('DELETE FROM console_sessions WHERE idle_at <= :now OR ends_at <= :now'),
  command('DELETE FROM refresh_tokens WHERE expires_at <= :now'),
  command(`
    DELETE FROM sessions WHERE expires_at <= :now OR ended_at <= :endedBefore OR created_at > :latest`),
  command('DELETE FROM known_browsers WHERE expires_at <= :now OR expires_at > :latestBrowser'),
  command('DELETE FROM attempt_budgets WHERE expires_at <= :now OR expires_at > :latestBudget'),
  command('DELETE FROM failure_days WHERE day < :firstDay OR day > :lastDay'),
  command('DELETE FROM address_budgets WHERE expires_at <= :now'),
  command('DELETE FROM address_failures WHERE failed_at <= :failedBefore'),
  command('DELETE FROM address_starts WHERE window_started_at <= :startedBefore'),
  command('DELETE FROM totp_deletion_requests WHERE created_at <= :repeatableBefore'),
  deleteEndedSigningKeys,
  // Of the budgets of login IDs that nobody has, the ones used last stay.
  command(`
    DELETE FROM attempt_budgets WHERE user_id IS NULL AND subject IN (
      SELECT subject FROM attempt_budgets WHERE user_id IS NULL
      ORDER BY expires_at DESC LIMIT :rest OFFSET :unknownLoginIds)`),
  command(`
    DELETE FROM failure_days WHERE subject LIKE 'unknown:%'
      AND NOT EXISTS (SELECT 1 FROM attempt_budgets WHERE attempt_budgets.subject = failure_days.subject)`),
];

/** What sweeps delete by its age alone; each table by the column that says when. */
const expiringTables = [
  ['enrollments', 'expires_at'],
  ['tickets', 'expires_at'],
  ['invitations', 'expires_at'],
  ['refresh_tokens', 'expires_at'],
  ['known_browsers', 'expires_at'],
  ['attempt_budgets', 'expires_at'],
  ['address_budgets', 'expires_at'],
] as const;

/** A statement that counts what should have been swept before a time. */
export function findExpired(before: number): string {
  const counts = expiringTables.map(
    ([table, column]) => `(SELECT count(*) FROM ${table} WHERE ${column} <= ${Math.floor(before)})`,
  );
  return `SELECT ${counts.join(' + ')} AS count`;
}

/** How many batches of each kind a sweep does. */
const mostBatches = 100;

const mostPastRefusals = 1000;

export async function sweepInBatches(
  engine: SqlEngine,
  now: number,
  given: Partial<SweepBounds> = {},
): Promise<void> {
  const bounds = { ...limits, ...given };
  await engine.write(() => sweepExpired(now, bounds));
  await writeInBatches(engine, addUpUserCounts);
  await writeInBatches(engine, () => endOldEvents(now, bounds.auditDays));
  for (const action of boundedActions) {
    const bound = { action, kept: bounds.auditFailures };
    const spare = await engine.read(() => findSpareEvent(bound, now));
    if (spare !== undefined) await writeInBatches(engine, () => deleteSpareEvents(action, spare));
  }
}

async function writeInBatches(engine: SqlEngine, batch: () => Script<boolean>): Promise<void> {
  for (let done = 0; done < mostBatches && (await engine.write(batch)); done += 1);
}

function* sweepExpired(now: number, bounds: SweepBounds): Script<void> {
  const parameters = {
    now,
    // What is from a clock that was ahead, or it would live, or count, when that time comes.
    latest: now + durations.ahead,
    latestBrowser: now + durations.ahead + durations.knownBrowser,
    latestBudget: now + durations.ahead + budgetMemoryMs,
    endedBefore: now - durations.refreshIdle,
    repeatableBefore: now - durations.idempotencyKey,
    ...rollingDaysAt(now),
    failedBefore: now - loginIdWindowMs,
    startedBefore: now - startWindowMs,
    rest: Number.MAX_SAFE_INTEGER,
    unknownLoginIds: bounds.unknownLoginIds,
  };
  for (const sweep of sweeps) yield* sweep.run(parameters);
  yield* forgetPastRefusals(now, mostPastRefusals);
}
