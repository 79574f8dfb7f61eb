import type { ManagementClient } from '@totp-kit/components/management.js';
import type { EventAction, ListEventsQuery } from '@totp-kit/protocol';

/** What somebody looks for among the events. Empty means anything. */
export interface EventFilter {
  readonly action: EventAction | '';
  /** A login ID or the ID of a user. */
  readonly user: string;
  /** Days as `2026-11-24`, in the time zone of this device; both are part of what is found. */
  readonly from: string;
  readonly to: string;
}

export const anyEvent: EventFilter = { action: '', user: '', from: '', to: '' };

const identifierForm = /^[A-Za-z0-9_-]{1,128}$/;
/** Enough for the spellings that begin alike. */
const candidates = 10;

/** The query of a filter, or `unknown-user` when nobody has that login ID and it is no ID either. */
export async function toEventQuery(
  filter: EventFilter,
  management: Pick<ManagementClient, 'listUsers'>,
): Promise<ListEventsQuery | 'unknown-user'> {
  const user = filter.user.trim();
  const userId = user ? await findUserId(user, management) : undefined;
  if (user && !userId) return 'unknown-user';
  return {
    ...(filter.action && { action: filter.action }),
    ...(userId && { userId }),
    ...(filter.from && { from: dayStart(filter.from, 0).toISOString() }),
    ...(filter.to && { to: new Date(dayStart(filter.to, 1).getTime() - 1).toISOString() }),
  };
}

/** Whoever is gone has no login ID any more, but events keep their ID. */
async function findUserId(
  text: string,
  management: Pick<ManagementClient, 'listUsers'>,
): Promise<string | undefined> {
  const { users } = await management.listUsers({ query: text, limit: candidates });
  const wanted = comparable(text);
  const found = users.find(({ loginId }) => comparable(loginId) === wanted);
  return found?.userId ?? (identifierForm.test(text) ? text : undefined);
}

function comparable(loginId: string): string {
  return loginId.normalize('NFKC').toLowerCase();
}

/** The beginning of a day here, or of one some days later. */
function dayStart(day: string, daysLater: number): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater);
}
