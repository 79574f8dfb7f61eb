import type { HourlyCounts, StatisticsQuery } from '@totp-kit/protocol';

export type Period = 'day' | 'week' | 'month';
export type CountName = 'signUps' | 'signIns' | 'failures' | 'waits';
type Counts = Readonly<Record<CountName, number>>;

/** The counts of an hour or a day. */
export interface Bucket extends Counts {
  /** Milliseconds since the epoch. */
  readonly startsAt: number;
}

const hourMs = 3_600_000;
const daysOf: Readonly<Record<Exclude<Period, 'day'>, number>> = { week: 7, month: 30 };

/** The last 24 hours, or the last whole days of this device's time zone with today. */
export function queryOf(period: Period, now: number): StatisticsQuery {
  if (period === 'day') return { from: new Date(now - 23 * hourMs).toISOString() };
  const today = new Date(now);
  const days = daysOf[period] - 1;
  const from = new Date(today.getFullYear(), today.getMonth(), today.getDate() - days);
  return { from: from.toISOString() };
}

/** Hours as they are for a day; for longer, the days of this device's time zone. */
export function toBuckets(hours: readonly HourlyCounts[], period: Period): readonly Bucket[] {
  const buckets = new Map<number, Bucket>();
  for (const hour of hours) {
    const startsAt = period === 'day' ? Date.parse(hour.startsAt) : dayOf(hour.startsAt);
    const before = buckets.get(startsAt);
    buckets.set(startsAt, { startsAt, ...add(hour, before) });
  }
  return [...buckets.values()];
}

/** How many there were of something in all. */
export function sumOf(buckets: readonly Bucket[], name: CountName): number {
  return buckets.reduce((sum, bucket) => sum + bucket[name], 0);
}

/** When there was most of something; undefined when there was nothing. */
export function peakOf(buckets: readonly Bucket[], name: CountName): Bucket | undefined {
  const [first] = [...buckets].sort((one, other) => other[name] - one[name]);
  return first && first[name] > 0 ? first : undefined;
}

function add(hour: Counts, before: Counts | undefined): Counts {
  return {
    signUps: hour.signUps + (before?.signUps ?? 0),
    signIns: hour.signIns + (before?.signIns ?? 0),
    failures: hour.failures + (before?.failures ?? 0),
    waits: hour.waits + (before?.waits ?? 0),
  };
}

function dayOf(time: string): number {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
