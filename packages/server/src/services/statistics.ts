import type { HourlyCounts, Statistics, StatisticsQuery } from '@totp-kit/protocol';
import { fromIso, toIso } from '../core/clock.ts';
import { durations } from '../core/durations.ts';
import type { HourCounts } from '../store/event-hours.ts';
import type { ServiceContext } from './context.ts';
import { invalidRequest } from './invalid-request.ts';

const longestMs = 35 * durations.day;

/** What happened hour by hour, and how many users there are. */
export class StatisticsService {
  readonly #context: Pick<ServiceContext, 'store' | 'clock'>;

  constructor(context: Pick<ServiceContext, 'store' | 'clock'>) {
    this.#context = context;
  }

  /** @throws TotpError invalid_request for a time that ends before it begins, or is too long */
  async read(query: StatisticsQuery): Promise<Statistics> {
    const { store, clock } = this.#context;
    const now = clock();
    const { firstHour, lastHour } = readRange(query, now);
    const counts = await store.countByHour(firstHour, lastHour);
    const users = await store.countUsers(now);
    return { hours: everyHour({ firstHour, lastHour, counts }), users, asOf: toIso(now) };
  }
}

function readRange(query: StatisticsQuery, now: number) {
  const to = fromIso(query.to) ?? now;
  const from = fromIso(query.from) ?? to - durations.day;
  if (from > to) throw invalidRequest([{ field: 'query.from', message: 'must not be after to' }]);
  if (to - from > longestMs) {
    throw invalidRequest([{ field: 'query.from', message: 'must be 35 days before to at most' }]);
  }
  return { firstHour: hourOf(from), lastHour: hourOf(to) };
}

function hourOf(timestampMs: number): number {
  return Math.floor(timestampMs / durations.hour);
}

/** Hours in which nothing happened are told too. */
function everyHour({
  firstHour,
  lastHour,
  counts,
}: {
  readonly firstHour: number;
  readonly lastHour: number;
  readonly counts: readonly HourCounts[];
}): HourlyCounts[] {
  const byHour = new Map(counts.map(({ hour, ...kinds }) => [hour, kinds]));
  return Array.from({ length: lastHour - firstHour + 1 }, (_, index) => ({
    startsAt: toIso((firstHour + index) * durations.hour),
    ...(byHour.get(firstHour + index) ?? { signUps: 0, signIns: 0, failures: 0, waits: 0 }),
  }));
}
