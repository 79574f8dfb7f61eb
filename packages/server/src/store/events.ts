import type { ActorKind, EventAction } from '@totp-kit/protocol';
import { durations } from '../core/durations.ts';
import { randomId } from '../core/tokens.ts';
import type { Permit } from './permits.ts';
import { command, query, type Script } from './script.ts';

/** Who did something, and over which request. */
export interface Actor {
  readonly kind: ActorKind;
  /** Which management key or administrator it was. */
  readonly id?: string | undefined;
  readonly clientAddress?: string | undefined;
  readonly requestId?: string | undefined;
  /** What must still hold when something is done. */
  readonly permit?: Permit | undefined;
}

export interface NewEvent {
  readonly action: EventAction;
  readonly at: number;
  readonly by: Actor;
  readonly userId?: string | undefined;
  readonly reason?: string | undefined;
}

export interface EventRecord {
  readonly sequence: number;
  readonly eventId: string;
  readonly at: number;
  readonly action: EventAction;
  readonly userId: string | null;
  readonly actor: Actor['kind'];
  readonly actorId: string | null;
  /** What the management key is called, or the administrator signs in with. */
  readonly actorName: string | null;
  /** The login ID of the user or administrator. */
  readonly loginId: string | null;
  readonly clientAddress: string | null;
  readonly reason: string | null;
  readonly requestId: string | null;
}

/** Where an event stands: events of one moment by their sequence number. */
export interface EventPlace {
  readonly at: number;
  readonly sequence: number;
}

/** Whose events are asked for: everybody's, or those about users only. */
export type EventSubjects = 'everybody' | 'users';

export interface EventFilter {
  /** Everybody unless said. */
  readonly about?: EventSubjects | undefined;
  readonly userId?: string | undefined;
  readonly action?: EventAction | undefined;
  /** Milliseconds, inclusive. */
  readonly from?: number | undefined;
  /** Milliseconds, exclusive. */
  readonly to?: number | undefined;
  /** Only events before this one. */
  readonly before?: EventPlace | undefined;
  readonly limit: number;
}

export interface VerificationCounts {
  /** Compared codes that were wrong, from browsers that nobody knows. */
  readonly failures: number;
  /** Those of them that were not in the console. */
  readonly failuresOfUsers: number;
  /**
   * Users who signed in by a code: one account cannot outweigh an attack. Counted only where failures may outweigh them,
   * for in quiet times there are many; otherwise 0.
   */
  readonly successes: number;
}

export interface BrakeAlarm {
  readonly at: number;
  readonly counts: VerificationCounts;
}

export interface EventStore {
  /** Events newest first. */
  listEvents(filter: EventFilter): Promise<readonly EventRecord[]>;
  /** How many codes were compared in the last minute, and to what end. */
  countVerifications(now: number, harmlessFailures: number): Promise<VerificationCounts>;
  /** Records that the brake is on, unless it was said in the last minute. True when this call said it. */
  recordBrake(alarm: BrakeAlarm): Promise<boolean>;
}

const insertEvent = command(`
  INSERT INTO events (event_id, at, action, user_id, actor, actor_id, client_address, reason, request_id)
  VALUES (:eventId, :at, :action, :userId, :actor, :actorId, :clientAddress, :reason, :requestId)`);

/** Names are read now: who is gone has none. */
const selectEvents = (condition: string) =>
  query<EventRecord>(`
  SELECT sequence, event_id AS "eventId", at, action, user_id AS "userId", actor, actor_id AS "actorId",
    client_address AS "clientAddress", reason, request_id AS "requestId",
    (SELECT login_id FROM users WHERE users.user_id = events.user_id) AS "loginId",
    CASE actor
      WHEN 'management' THEN (SELECT name FROM management_keys WHERE key_id = events.actor_id)
      WHEN 'administrator' THEN (SELECT login_id FROM users WHERE users.user_id = events.actor_id)
    END AS "actorName"
  FROM events
  WHERE ${condition} at >= :from AND (at, sequence) < (:at, :sequence)
  ORDER BY at DESC, sequence DESC LIMIT :limit`);

/** One statement for each mix of filters, so that each walks an index of its own. */
const selectsWhere = (condition: string) => ({
  any: selectEvents(condition),
  ofUser: selectEvents(`${condition} user_id = :userId AND`),
  ofAction: selectEvents(`${condition} action = :action AND`),
  ofUserAndAction: selectEvents(`${condition} user_id = :userId AND action = :action AND`),
});

const selects: Readonly<Record<EventSubjects, ReturnType<typeof selectsWhere>>> = {
  everybody: selectsWhere(''),
  users: selectsWhere('is_of_console = 0 AND'),
};

/** The reason of failures from where nobody was let in before; the brake counts these. */
export const strangerReason = 'unknown browser';

/** The reason of sign-ins by code; the brake counts their users, each once. */
export const signInReason = 'sign-in';

const countFailures = query<{ count: number; ofUsers: number }>(`
  SELECT count(*) AS count, count(*) FILTER (WHERE action <> 'console.failed') AS "ofUsers" FROM events
  WHERE action IN ('verification.failed', 'verification.spent', 'console.failed')
    AND at > :since AND at <= :until AND reason = :reason`);

const countSignedIn = query<{ count: number }>(`
  SELECT count(DISTINCT user_id) AS count FROM events
  WHERE action = 'verification.succeeded' AND at > :since AND at <= :until AND reason = :reason`);

const countBrakes = query<{ count: number }>(
  "SELECT count(*) AS count FROM events WHERE action = 'server.brake' AND at > :since AND at <= :until",
);

/** The last minute. Events of a time that is yet to come are from a clock that was ahead. */
function lastMinute(now: number) {
  return { since: now - durations.minute, until: now + durations.ahead };
}

export function* countVerifications(
  now: number,
  harmlessFailures: number,
): Script<VerificationCounts> {
  const minute = lastMinute(now);
  const failed = yield* countFailures.first({ ...minute, reason: strangerReason });
  const failures = failed?.count ?? 0;
  const failuresOfUsers = failed?.ofUsers ?? 0;
  if (failures <= harmlessFailures) return { failures, failuresOfUsers, successes: 0 };
  const signedIn = yield* countSignedIn.first({ ...minute, reason: signInReason });
  return { failures, failuresOfUsers, successes: signedIn?.count ?? 0 };
}

export function* recordBrake({ at, counts }: BrakeAlarm): Script<boolean> {
  const said = yield* countBrakes.first(lastMinute(at));
  if ((said?.count ?? 0) > 0) return false;
  const reason = `${counts.failures} failures, ${counts.successes} users signed in`;
  yield* recordEvent({ action: 'server.brake', at, by: { kind: 'system' }, reason });
  return true;
}

/** Writes an audit event; part of the transaction it tells about. */
export function* recordEvent({ action, at, by, userId, reason }: NewEvent): Script<void> {
  yield* insertEvent.run({
    eventId: randomId('event'),
    at,
    action,
    userId: userId ?? null,
    actor: by.kind,
    actorId: by.id ?? null,
    clientAddress: by.clientAddress ?? null,
    reason: reason ?? null,
    requestId: by.requestId ?? null,
  });
}

export function* listEvents(filter: EventFilter): Script<readonly EventRecord[]> {
  const { userId, action, from = 0, to = Number.MAX_SAFE_INTEGER, before, limit } = filter;
  const start = { at: to, sequence: 0 };
  const place = before !== undefined && before.at < to ? before : start;
  const range = { from, at: place.at, sequence: place.sequence, limit };
  const { any, ofUser, ofAction, ofUserAndAction } = selects[filter.about ?? 'everybody'];
  if (userId !== undefined && action !== undefined) {
    return yield* ofUserAndAction.all({ ...range, userId, action });
  }
  if (userId !== undefined) return yield* ofUser.all({ ...range, userId });
  if (action !== undefined) return yield* ofAction.all({ ...range, action });
  return yield* any.all(range);
}
