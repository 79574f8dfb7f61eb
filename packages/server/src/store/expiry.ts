import { budgetMemoryMs, rollingDaysAt } from '../core/attempt-budget.ts';
import { loginIdWindowMs, startWindowMs } from '../core/address-budget.ts';
import { durations, limits } from '../core/durations.ts';
import { forgetPastRefusals, forgetSpareUnknownLoginIds } from './attempt-budgets.ts';
import type { SqlEngine } from './engine.ts';
import { boundedActions, deleteSpareEvents, findSpareEvent } from './event-bounds.ts';
import { endOldEvents } from './event-retention.ts';
import { command, type Script, type SqlParameters } from './script.ts';
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

/** How many rows a transaction deletes at most, so that requests come in between. */
const mostRows = 1000;

/** What has ended, each by the key of its table. */
const ended = [
  deleteWhere('enrollments', 'enrollment_hash', 'expires_at <= :now OR created_at > :latest'),
  deleteWhere('tickets', 'ticket_id', 'expires_at <= :now OR created_at > :latest'),
  deleteWhere('invitations', 'invitation_id', 'expires_at <= :now OR created_at > :latest'),
  deleteWhere('console_sessions', 'session_id', 'idle_at <= :now OR ends_at <= :now'),
  deleteWhere('refresh_tokens', 'token_hash', 'expires_at <= :now'),
  deleteWhere(
    'sessions',
    'session_id',
    'expires_at <= :now OR ended_at <= :endedBefore OR created_at > :latest',
  ),
  deleteWhere('known_browsers', 'browser_id', 'expires_at <= :now OR expires_at > :latestBrowser'),
  deleteWhere('attempt_budgets', 'subject', 'expires_at <= :now OR expires_at > :latestBudget'),
  deleteWhere('failure_days', '(subject, day)', 'day < :firstDay OR day > :lastDay'),
  deleteWhere('address_budgets', 'subject', 'expires_at <= :now'),
  deleteWhere('address_failures', '(subject, login_id_hash)', 'failed_at <= :failedBefore'),
  deleteWhere('address_starts', 'subject', 'window_started_at <= :startedBefore'),
  deleteWhere('totp_deletion_requests', 'idempotency_key', 'created_at <= :repeatableBefore'),
];

function deleteWhere(table: string, key: string, condition: string) {
  const listed = key.replaceAll(/[()]/g, '');
  // Said twice: PostgreSQL looks at the outer condition again where somebody has just changed the row.
  return command(`
    DELETE FROM ${table} WHERE (${condition})
      AND ${key} IN (SELECT ${listed} FROM ${table} WHERE ${condition} LIMIT :mostRows)`);
}

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

export async function sweepInBatches(
  engine: SqlEngine,
  now: number,
  given: Partial<SweepBounds> = {},
): Promise<void> {
  const bounds = { ...limits, ...given };
  const times = timesAt(now);
  for (const deletion of ended) await writeInBatches(engine, () => deleteBatch(deletion, times));
  await engine.write(() => deleteEndedSigningKeys.run({ now }));
  await engine.write(() => forgetPastRefusals(now, mostRows));
  await boundUnknownLoginIds(engine, bounds.unknownLoginIds);
  await writeInBatches(engine, addUpUserCounts);
  await writeInBatches(engine, () => endOldEvents(now, bounds.auditDays));
  for (const action of boundedActions) {
    const bound = { action, kept: bounds.auditFailures };
    const spare = await engine.read(() => findSpareEvent(bound, now));
    if (spare !== undefined) await writeInBatches(engine, () => deleteSpareEvents(action, spare));
  }
}

/** Of the budgets of login IDs that nobody has, the ones used last stay: however many strangers have made. */
async function boundUnknownLoginIds(engine: SqlEngine, kept: number): Promise<void> {
  const batch = { kept, most: mostRows };
  while (await engine.write(() => forgetSpareUnknownLoginIds(batch)));
}

async function writeInBatches(engine: SqlEngine, batch: () => Script<boolean>): Promise<void> {
  for (let done = 0; done < mostBatches && (await engine.write(batch)); done += 1);
}

function* deleteBatch(deletion: (typeof ended)[number], times: SqlParameters): Script<boolean> {
  return (yield* deletion.run({ ...times, mostRows })) === mostRows;
}

function timesAt(now: number): SqlParameters {
  return {
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
  };
}
