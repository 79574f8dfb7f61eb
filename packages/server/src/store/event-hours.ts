import { durations } from '../core/durations.ts';
import { command, query, type Script } from './script.ts';

/** What happened in an hour. */
export interface HourCounts {
  /** Whole hours since 1970. */
  readonly hour: number;
  readonly signUps: number;
  readonly signIns: number;
  readonly failures: number;
  readonly waits: number;
}

export interface StatisticsStore {
  /** Counts of each hour from one to another, both included, in which something happened. */
  countByHour(firstHour: number, lastHour: number): Promise<readonly HourCounts[]>;
}

/** Events as they are counted: each is one of a kind, or nothing. Only sign-ups are told by who did it. */
const counted = (range: string) => `
  SELECT at / ${durations.hour} AS hour, 0 AS sign_ups,
    CASE action WHEN 'verification.succeeded' THEN 1 ELSE 0 END AS sign_ins,
    CASE WHEN action IN ('verification.failed', 'verification.spent') THEN 1 ELSE 0 END AS failures,
    CASE action WHEN 'user.waiting_began' THEN 1 ELSE 0 END AS waits
  FROM events
  WHERE action IN ('verification.succeeded', 'verification.failed', 'verification.spent', 'user.waiting_began')
    AND ${range}
  UNION ALL
  SELECT at / ${durations.hour}, 1, 0, 0, 0 FROM events
  WHERE action = 'user.created' AND actor NOT IN ('management', 'administrator', 'system') AND ${range}`;

const sums = `hour, CAST(sum(sign_ups) AS BIGINT) AS "signUps", CAST(sum(sign_ins) AS BIGINT) AS "signIns",
    CAST(sum(failures) AS BIGINT) AS failures, CAST(sum(waits) AS BIGINT) AS waits`;

const selectCounted = query<HourCounts>(`
  SELECT ${sums} FROM (${counted('at >= :from AND at < :to')}) AS counted GROUP BY hour`);

/** One statement, so that nothing is counted twice or not at all while a sweep rolls up. */
const selectHours = query<HourCounts>(`
  SELECT ${sums} FROM (
    SELECT hour, sign_ups, sign_ins, failures, waits FROM event_hours WHERE hour >= :firstHour AND hour <= :lastHour
    UNION ALL ${counted(`at < :to AND at >= (
      SELECT CASE WHEN rolled_up_to > :from THEN rolled_up_to ELSE :from END FROM event_roll_up WHERE id = 1)`)}
  ) AS counted GROUP BY hour`);

const selectRollUp = query<{ rolledUpTo: number }>(
  'SELECT rolled_up_to AS "rolledUpTo" FROM event_roll_up WHERE id = 1 {{lock}}',
);

const setRollUp = command('UPDATE event_roll_up SET rolled_up_to = :rolledUpTo WHERE id = 1');

const addToHour = command(`
  INSERT INTO event_hours (hour, sign_ups, sign_ins, failures, waits)
  VALUES (:hour, :signUps, :signIns, :failures, :waits)
  ON CONFLICT (hour) DO UPDATE SET sign_ups = event_hours.sign_ups + excluded.sign_ups,
    sign_ins = event_hours.sign_ins + excluded.sign_ins, failures = event_hours.failures + excluded.failures,
    waits = event_hours.waits + excluded.waits`);

const removeHours = command('DELETE FROM event_hours WHERE hour < :before');

export function countByHour(firstHour: number, lastHour: number): Script<readonly HourCounts[]> {
  return selectHours.all({
    firstHour,
    lastHour,
    from: firstHour * durations.hour,
    to: (lastHour + 1) * durations.hour,
  });
}

/** Up to when hours are rolled up. It stays so until the transaction ends. */
export function* lockRollUp(): Script<number> {
  return (yield* selectRollUp.first({}))?.rolledUpTo ?? 0;
}

export function* setRolledUpTo(rolledUpTo: number): Script<void> {
  yield* setRollUp.run({ rolledUpTo });
}

/** Keeps what happened in some time, both in whole hours, beyond its events. */
export function* rollUp(from: number, to: number): Script<void> {
  for (const counts of yield* selectCounted.all({ from, to })) yield* addToHour.run({ ...counts });
}

/** An event that goes before its hour was rolled up. */
export interface UncountedEvent {
  readonly at: number;
  readonly action: string;
}

/** Counts events that are deleted while their hour still grows: failures and waits, for no others go so early. */
export function* rollUpDeleted(events: readonly UncountedEvent[]): Script<void> {
  const hours = Map.groupBy(events, ({ at }) => Math.floor(at / durations.hour));
  for (const [hour, ofHour] of hours) {
    const count = (...actions: readonly string[]) =>
      ofHour.filter(({ action }) => actions.includes(action)).length;
    yield* addToHour.run({
      hour,
      signUps: 0,
      signIns: 0,
      failures: count('verification.failed', 'verification.spent'),
      waits: count('user.waiting_began'),
    });
  }
}

export function* forgetHoursBefore(at: number): Script<void> {
  yield* removeHours.run({ before: Math.floor(at / durations.hour) });
}
