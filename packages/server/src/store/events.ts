import type { EventAction } from '@totp-kit/protocol';
import { randomId } from '../core/tokens.ts';
import { command, query, type Script } from './script.ts';

/** Who did something, and over which request. */
export interface Actor {
  readonly kind: 'anonymous' | 'user' | 'ticket' | 'management' | 'system';
  readonly clientAddress?: string | undefined;
  readonly requestId?: string | undefined;
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
  readonly clientAddress: string | null;
  readonly reason: string | null;
  readonly requestId: string | null;
}

export interface EventFilter {
  readonly userId?: string | undefined;
  readonly action?: EventAction | undefined;
  /** Milliseconds, inclusive. */
  readonly from?: number | undefined;
  /** Milliseconds, exclusive. */
  readonly to?: number | undefined;
  /** Only events before this sequence number. */
  readonly before?: number | undefined;
  readonly limit: number;
}

export interface EventStore {
  /** Events newest first. */
  listEvents(filter: EventFilter): Promise<readonly EventRecord[]>;
  recordEvent(event: NewEvent): Promise<void>;
}

const insertEvent = command(`
  INSERT INTO events (event_id, at, action, user_id, actor, client_address, reason, request_id)
  VALUES (:eventId, :at, :action, :userId, :actor, :clientAddress, :reason, :requestId)`);

const selectEvents = query<EventRecord>(`
  SELECT sequence, event_id AS "eventId", at, action, user_id AS "userId", actor,
    client_address AS "clientAddress", reason, request_id AS "requestId"
  FROM events
  WHERE sequence < :before AND at >= :from AND at < :to
    AND (:userId = '' OR user_id = :userId) AND (:action = '' OR action = :action)
  ORDER BY sequence DESC LIMIT :limit`);

/** Writes an audit event; part of the transaction it tells about. */
export function* recordEvent({ action, at, by, userId, reason }: NewEvent): Script<void> {
  yield* insertEvent.run({
    eventId: randomId('event'),
    at,
    action,
    userId: userId ?? null,
    actor: by.kind,
    clientAddress: by.clientAddress ?? null,
    reason: reason ?? null,
    requestId: by.requestId ?? null,
  });
}

export function* listEvents(filter: EventFilter): Script<readonly EventRecord[]> {
  return yield* selectEvents.all({
    before: filter.before ?? Number.MAX_SAFE_INTEGER,
    from: filter.from ?? 0,
    to: filter.to ?? Number.MAX_SAFE_INTEGER,
    userId: filter.userId ?? '',
    action: filter.action ?? '',
    limit: filter.limit,
  });
}
