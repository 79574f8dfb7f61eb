import { toCsv } from '@totp-kit/components/console.js';
import type { ManagementClient } from '@totp-kit/components/management.js';
import type { AuditEvent, ListEventsQuery } from '@totp-kit/protocol';

/** The most events of one export. */
export const mostExportedEvents = 100_000;
const pageSize = 200;

export interface CollectEventsOptions {
  readonly management: Pick<ManagementClient, 'listEvents'>;
  readonly query: ListEventsQuery;
  /** Stops between two requests. */
  readonly signal: AbortSignal;
  readonly onProgress: (count: number) => void;
  readonly most?: number;
}

export interface CollectedEvents {
  readonly events: readonly AuditEvent[];
  /** Whether there are more than were collected. */
  readonly isCut: boolean;
}

/** Everything that a query finds, newest first, page by page. Rejects with the signal's reason when it is aborted. */
export async function collectEvents(options: CollectEventsOptions): Promise<CollectedEvents> {
  const { management, query, signal, onProgress, most = mostExportedEvents } = options;
  const events: AuditEvent[] = [];
  let cursor: string | undefined;
  do {
    signal.throwIfAborted();
    const page = await management.listEvents({
      ...query,
      limit: Math.min(pageSize, most - events.length),
      ...(cursor && { cursor }),
    });
    events.push(...page.events);
    cursor = page.nextCursor;
    onProgress(events.length);
  } while (cursor && events.length < most);
  signal.throwIfAborted();
  return { events, isCut: cursor !== undefined };
}

const columns = [
  'at',
  'action',
  'loginId',
  'userId',
  'actor',
  'actorName',
  'actorId',
  'clientAddress',
  'reason',
  'requestId',
  'eventId',
] as const satisfies readonly (keyof AuditEvent)[];

export const exportFormats = {
  csv: { type: 'text/csv;charset=utf-8', write: eventsToCsv },
  json: { type: 'application/json', write: eventsToJson },
} as const;
export type ExportFormat = keyof typeof exportFormats;

export function eventsToCsv(events: readonly AuditEvent[]): string {
  return toCsv([columns, ...events.map((event) => columns.map((name) => event[name] ?? ''))]);
}

export function eventsToJson(events: readonly AuditEvent[]): string {
  return `${JSON.stringify(events, null, 1)}\n`;
}
