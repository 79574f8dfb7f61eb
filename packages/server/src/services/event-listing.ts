import type { EventPage, ListEventsQuery } from '@totp-kit/protocol';
import { fromIso } from '../core/clock.ts';
import type { EventPlace } from '../store/events.ts';
import type { ServiceContext } from './context.ts';
import { decodeCursor, encodeCursor, notACursor, type Place } from './page-cursors.ts';
import { presentEvent } from './presentation.ts';

const defaultLimit = 50;

/** A page of the events that a query asks for, newest first. @throws TotpError invalid_request for a cursor of another list */
export async function listEvents(
  { store }: Pick<ServiceContext, 'store'>,
  { cursor, limit = defaultLimit, ...list }: ListEventsQuery,
): Promise<EventPage> {
  const { userId, action } = list;
  const [from, to] = [fromIso(list.from), fromIso(list.to)];
  const terms = [userId, action, from, to].map((term) => term ?? null);
  const before = cursor === undefined ? undefined : readPlace(decodeCursor(cursor, terms));
  const found = await store.listEvents({ userId, action, from, to, before, limit: limit + 1 });
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return {
    events: shown.map(presentEvent),
    ...(last && { nextCursor: encodeCursor([last.at, last.sequence], terms) }),
  };
}

function readPlace([at, sequence]: Place): EventPlace {
  if (typeof at === 'number' && typeof sequence === 'number') return { at, sequence };
  throw notACursor('must be a cursor of an earlier answer');
}
