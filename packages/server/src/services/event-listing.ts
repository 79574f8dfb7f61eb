import type { EventPage, ListEventsQuery } from '@totp-kit/protocol';
import { fromIso } from '../core/clock.ts';
import type { EventPlace, EventRecord, EventSubjects } from '../store/events.ts';
import type { ServiceContext } from './context.ts';
import type { ManagementGrant } from './management-access.ts';
import { decodeCursor, encodeCursor, notACursor, type Place } from './page-cursors.ts';
import { presentEvent } from './presentation.ts';

const defaultLimit = 50;

/**
 * What somebody sees of events. Who administrates the console is for administrators alone to know, and from where: to
 * the others, events about administrators are not there. Colleagues in the console know each other's names; a site's
 * backend does not.
 */
export interface EventView {
  readonly about: EventSubjects;
  readonly hidden: readonly ('address' | 'name')[];
}

/** Sees everything: administrators of that role, and whoever has the server's command line. */
export const wholeEventView: EventView = { about: 'everybody', hidden: [] };

export function eventViewOf({ kind, role }: Pick<ManagementGrant, 'kind' | 'role'>): EventView {
  if (kind === 'management') return { about: 'users', hidden: ['address', 'name'] };
  return role === 'administrator' ? wholeEventView : { about: 'users', hidden: ['address'] };
}

/** A page of the events that a query asks for, newest first. @throws TotpError invalid_request for a cursor of another list */
export async function listEvents(
  { store }: Pick<ServiceContext, 'store'>,
  { cursor, limit = defaultLimit, ...list }: ListEventsQuery,
  { about, hidden }: EventView,
): Promise<EventPage> {
  const { userId, action } = list;
  const [from, to] = [fromIso(list.from), fromIso(list.to)];
  const terms = [userId, action, from, to].map((term) => term ?? null);
  const before = cursor === undefined ? undefined : readPlace(decodeCursor(cursor, terms));
  const filter = { about, userId, action, from, to, before, limit: limit + 1 };
  const found = await store.listEvents(filter);
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return {
    events: shown.map((event) => presentEvent(withoutHidden(event, hidden))),
    ...(last && { nextCursor: encodeCursor([last.at, last.sequence], terms) }),
  };
}

function withoutHidden(event: EventRecord, hidden: EventView['hidden']): EventRecord {
  if (event.actor !== 'administrator') return event;
  return {
    ...event,
    ...(hidden.includes('address') && { clientAddress: null }),
    ...(hidden.includes('name') && { actorName: null }),
  };
}

function readPlace([at, sequence]: Place): EventPlace {
  if (typeof at === 'number' && typeof sequence === 'number') return { at, sequence };
  throw notACursor('must be a cursor of an earlier answer');
}
