import type { EventAction } from '@totp-kit/protocol';
import { durations } from '../core/durations.ts';
import type { EventPlace } from './events.ts';
import { lockRollUp, rollUpDeleted } from './event-hours.ts';
import { query, type Script } from './script.ts';

/**
 * The kinds of events that strangers or users cause as often as they send requests. Each is bounded by itself, so that
 * none pushes another out. The rest is limited by something else: time steps, users, what operators do.
 */
export const boundedActions = [
  'verification.failed',
  'verification.spent',
  'verification.stopped',
  'user.waiting_began',
  'enrollment.started',
  'enrollment.failed',
  'enrollment.refused',
  'authenticator.renamed',
  'recovery_codes.created',
  'session.reused',
  'key.unreadable',
  'console.failed',
  'console.stopped',
] as const satisfies readonly EventAction[];

export type BoundedAction = (typeof boundedActions)[number];

/** So long a burst is kept beyond the bound, and up to so many times of it, so that it cannot erase itself at once. */
const burst = { keptMs: durations.hour, times: 10 } as const;

const mostDeleted = 1000;

const selectPlace = query<EventPlace>(`
  SELECT at, sequence FROM events WHERE action = :action ORDER BY at DESC, sequence DESC LIMIT 1 OFFSET :newer`);

const deleteUpTo = query<{ at: number; action: string }>(`
  DELETE FROM events WHERE sequence IN (
    SELECT sequence FROM events WHERE action = :action AND (at, sequence) <= (:at, :sequence)
    ORDER BY at, sequence LIMIT :most)
  RETURNING at, action`);

export interface EventBound {
  readonly action: BoundedAction;
  /** How many are kept, the newest. */
  readonly kept: number;
}

/** The newest event of a kind that is too many; undefined when there are not too many. */
export function* findSpareEvent(
  { action, kept }: EventBound,
  now: number,
): Script<EventPlace | undefined> {
  const spare = yield* selectPlace.first({ action, newer: kept });
  if (spare === undefined) return undefined;
  const keptSince = now - burst.keptMs;
  if (spare.at < keptSince) return spare;
  const beyondBurst = yield* selectPlace.first({ action, newer: kept * burst.times });
  if (beyondBurst !== undefined && beyondBurst.at >= keptSince) return beyondBurst;
  return { at: keptSince - 1, sequence: Number.MAX_SAFE_INTEGER };
}

/**
 * Deletes a batch of events of a kind up to one; what was not rolled up is counted.
 * @returns whether there is more to do
 */
export function* deleteSpareEvents(
  action: BoundedAction,
  { at, sequence }: EventPlace,
): Script<boolean> {
  const rolledUpTo = yield* lockRollUp();
  const deleted = yield* deleteUpTo.all({ action, at, sequence, most: mostDeleted });
  yield* rollUpDeleted(deleted.filter((event) => event.at >= rolledUpTo));
  return deleted.length === mostDeleted;
}
