import type { AuditEvent, EventPage, ListEventsQuery } from '@totp-kit/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectEvents, eventsToCsv, eventsToJson } from './export-events.ts';

function event(index: number, more: Partial<AuditEvent> = {}): AuditEvent {
  return {
    eventId: `event_${index}`,
    at: '2026-03-01T12:00:00.000Z',
    action: 'user.created',
    actor: 'system',
    ...more,
  };
}

/** A server with a number of events. */
function serverOf(count: number) {
  const asked: ListEventsQuery[] = [];
  const listEvents = async (query: ListEventsQuery = {}): Promise<EventPage> => {
    asked.push(query);
    const from = Number(query.cursor ?? 0);
    const to = Math.min(from + (query.limit ?? 50), count);
    const events = Array.from({ length: to - from }, (_, index) => event(from + index));
    return { events, ...(to < count && { nextCursor: String(to) }) };
  };
  return { asked, management: { listEvents } };
}

const signal = new AbortController().signal;

describe('collectEvents', () => {
  it('goes through all pages of a query and tells how far it is', async () => {
    const { asked, management } = serverOf(450);
    const counts: number[] = [];
    const onProgress = (count: number): void => void counts.push(count);
    const query = { action: 'user.created' } as const;
    const { events, isCut } = await collectEvents({ management, query, signal, onProgress });
    expect(events.map(({ eventId }) => eventId)).toEqual(
      Array.from({ length: 450 }, (_, index) => `event_${index}`),
    );
    expect(isCut).toBe(false);
    expect(counts).toEqual([200, 400, 450]);
    expect(asked).toEqual([
      { action: 'user.created', limit: 200 },
      { action: 'user.created', limit: 200, cursor: '200' },
      { action: 'user.created', limit: 200, cursor: '400' },
    ]);
  });

  it('stops at the most that are exported, and says so', async () => {
    const { management } = serverOf(1000);
    const options = { management, query: {}, signal, onProgress: () => {}, most: 300 };
    const { events, isCut } = await collectEvents(options);
    expect(events).toHaveLength(300);
    expect(isCut).toBe(true);
  });

  it('asks nothing more once it is cancelled', async () => {
    const { asked, management } = serverOf(1000);
    const abort = new AbortController();
    const options = {
      management,
      query: {},
      signal: abort.signal,
      onProgress: () => {
        abort.abort();
      },
    };
    await expect(collectEvents(options)).rejects.toThrow();
    expect(asked).toHaveLength(1);
  });
});

describe('the files', () => {
  it('have a heading, and a line for each event', () => {
    const reason = '=cmd|calc';
    const [heading, line, rest] = eventsToCsv([event(1, { loginId: 'ada', reason })]).split('\r\n');
    expect(heading).toBe(
      '"at","action","loginId","userId","actor","actorName","actorId","clientAddress","reason","requestId","eventId"',
    );
    expect(line).toBe(
      `"2026-03-01T12:00:00.000Z","user.created","ada","","system","","","","'=cmd|calc","","event_1"`,
    );
    expect(rest).toBe('');
  });

  it('give the events back where they are JSON', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (reasons) => {
        const events = reasons.map((reason, index) => event(index, { reason }));
        expect(JSON.parse(eventsToJson(events))).toEqual(events);
      }),
    );
  });
});
