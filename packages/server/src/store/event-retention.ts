import { durations } from '../core/durations.ts';
import { forgetHoursBefore, lockRollUp, rollUp, setRolledUpTo } from './event-hours.ts';
import { command, query, type Script } from './script.ts';

/** What one transaction does at most, so that requests come in between. */
const batch = { hours: 24, events: 1000 } as const;

/** Hours are rolled up so long after they end: by then every transaction that belongs to them is over. */
const settlingMs = 5 * durations.minute;

/** The hourly counts hold nothing about anybody, and tell the year. */
const hoursKeptMs = 400 * durations.day;

const selectFirst = query<{ at: number }>(`
  SELECT at FROM events WHERE at >= :from AND at < :to ORDER BY at, sequence LIMIT 1`);

const deleteOld = command(`
  DELETE FROM events WHERE sequence IN (
    SELECT sequence FROM events WHERE at < :before ORDER BY at, sequence LIMIT :most)`);

/**
 * Rolls finished hours up into their counts and deletes the events that are older than their days, a batch of each.
 * @returns whether there is more to do
 */
export function* endOldEvents(now: number, auditDays: number): Script<boolean> {
  const { isDone, rolledUpTo } = yield* rollUpFinished(now);
  const auditedSince = now - auditDays * durations.day;
  // What is not rolled up is not old, unless an old database is being caught up with.
  const before = Math.min(auditedSince, rolledUpTo);
  const ended = yield* deleteOld.run({ before, most: batch.events });
  yield* forgetHoursBefore(now - hoursKeptMs);
  return !isDone || ended === batch.events;
}

/** Servers that sweep at once wait for each other at the row that says how far it is done. */
function* rollUpFinished(
  now: number,
): Script<{ readonly isDone: boolean; readonly rolledUpTo: number }> {
  const { hour } = durations;
  const finished = Math.floor((now - settlingMs) / hour) * hour;
  const from = yield* lockRollUp();
  if (finished <= from) return { isDone: true, rolledUpTo: from };
  const first = yield* selectFirst.first({ from, to: finished });
  const firstHour = first === undefined ? finished : Math.floor(first.at / hour) * hour;
  const rolledUpTo = Math.min(finished, firstHour + batch.hours * hour);
  if (first !== undefined) yield* rollUp(firstHour, rolledUpTo);
  yield* setRolledUpTo(rolledUpTo);
  return { isDone: rolledUpTo === finished, rolledUpTo };
}
