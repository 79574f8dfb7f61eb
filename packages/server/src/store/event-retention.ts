import { durations } from '../core/durations.ts';
import { forgetHoursBefore, rollUp, rollUpDeleted } from './event-hours.ts';
import { command, query, type Script } from './script.ts';

/** How much is kept of what happened. */
export interface EventBounds {
  /** Days after which an event goes, whatever it is. */
  readonly auditDays: number;
  /** Events of the kinds that strangers cause at will: only so many, the newest. */
  readonly auditFailures: number;
}

/** What one transaction does at most, so that requests come in between. */
const batch = { hours: 24, events: 1000 } as const;

/** Hours are rolled up so long after they end: by then every transaction that belongs to them is over. */
const settlingMs = 5 * durations.minute;

/** The hourly counts hold nothing about anybody, and tell the year. */
const hoursKeptMs = 400 * durations.day;

const selectRollUp = query<{ rolledUpTo: number }>(
  'SELECT rolled_up_to AS "rolledUpTo" FROM event_roll_up WHERE id = 1 {{lock}}',
);

const setRollUp = command('UPDATE event_roll_up SET rolled_up_to = :rolledUpTo WHERE id = 1');

const selectFirst = query<{ at: number }>(`
  SELECT at FROM events WHERE at >= :from AND at < :to ORDER BY at, sequence LIMIT 1`);

interface DeletedEvent {
  readonly at: number;
  readonly action: string;
}

const deleteOld = query<DeletedEvent>(`
  DELETE FROM events WHERE sequence IN (
    SELECT sequence FROM events WHERE at < :before ORDER BY at, sequence LIMIT :most)
  RETURNING at, action`);

const selectNewestSpare = query<{ sequence: number }>(`
  SELECT sequence FROM events WHERE is_failure = 1 ORDER BY sequence DESC LIMIT 1 OFFSET :kept`);

const deleteSpare = query<DeletedEvent>(`
  DELETE FROM events WHERE sequence IN (
    SELECT sequence FROM events WHERE is_failure = 1 AND sequence <= :newestSpare ORDER BY sequence LIMIT :most)
  RETURNING at, action`);

/**
 * Rolls finished hours up into their counts and deletes the events that are kept no longer, a batch of each.
 * @returns whether there is more to do
 */
export function* keepEventsBounded(now: number, bounds: EventBounds): Script<boolean> {
  const { isDone, rolledUpTo } = yield* rollUpFinished(now);
  const auditedSince = now - bounds.auditDays * durations.day;
  // What is not rolled up is not old, unless an old database is being caught up with.
  const before = Math.min(auditedSince, rolledUpTo);
  const old = yield* deleteOld.all({ before, most: batch.events });
  const spare = yield* deleteSpareFailures(bounds.auditFailures);
  yield* rollUpDeleted(spare.filter(({ at }) => at >= rolledUpTo));
  yield* forgetHoursBefore(now - hoursKeptMs);
  return !isDone || old.length === batch.events || spare.length === batch.events;
}

/** Servers that sweep at once wait for each other at the row that says how far it is done. */
function* rollUpFinished(
  now: number,
): Script<{ readonly isDone: boolean; readonly rolledUpTo: number }> {
  const { hour } = durations;
  const finished = Math.floor((now - settlingMs) / hour) * hour;
  const { rolledUpTo: from = 0 } = (yield* selectRollUp.first({})) ?? {};
  if (finished <= from) return { isDone: true, rolledUpTo: from };
  const first = yield* selectFirst.first({ from, to: finished });
  const firstHour = first === undefined ? finished : Math.floor(first.at / hour) * hour;
  const rolledUpTo = Math.min(finished, firstHour + batch.hours * hour);
  if (first !== undefined) yield* rollUp(firstHour, rolledUpTo);
  yield* setRollUp.run({ rolledUpTo });
  return { isDone: rolledUpTo === finished, rolledUpTo };
}

function* deleteSpareFailures(kept: number): Script<readonly DeletedEvent[]> {
  const spare = yield* selectNewestSpare.first({ kept });
  if (spare === undefined) return [];
  return yield* deleteSpare.all({ newestSpare: spare.sequence, most: batch.events });
}
