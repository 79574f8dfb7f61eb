import type { ListUsersQuery, UserPage, UserSort } from '@totp-kit/protocol';
import { toIso } from '../core/clock.ts';
import { searchKey } from '../core/search-key.ts';
import type { UserListRequest, UserPlace, UserSortKey, UserStage } from '../store/user-listing.ts';
import type { ServiceContext } from './context.ts';
import { decodeCursor, encodeCursor, notACursor, type Place } from './page-cursors.ts';
import { presentManagedUser } from './presentation.ts';

const defaultLimit = 50;

/** A page of the users that a query asks for. @throws TotpError invalid_request for a cursor of another list */
export async function listUsers(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  { cursor, limit = defaultLimit, ...list }: ListUsersQuery,
): Promise<UserPage> {
  // Read before the users are: whoever changes meanwhile has changed after it.
  const now = clock();
  const terms = readTerms(list);
  const page = await store.listUsers({
    ...terms,
    after: cursor === undefined ? undefined : readPlace(decodeCursor(cursor, terms), terms),
    limit,
    now,
  });
  const { users, next, total, totalIsExact } = page;
  return {
    users: users.map((record) => presentManagedUser(record, now)),
    total,
    totalIsExact,
    asOf: toIso(now),
    ...(next && { nextCursor: encodeCursor([next.stage, next.key, next.userId], terms) }),
  };
}

type Terms = Pick<UserListRequest, 'filter' | 'prefix' | 'sort'>;

/** What a list is of. Two queries with the same terms are one list, whose cursors go with both. */
function readTerms(query: Omit<ListUsersQuery, 'cursor' | 'limit'>): Terms {
  const { status, totp, signIn, waiting, neverSignedIn, sort = 'loginId' } = query;
  const prefix = query.query === undefined ? '' : searchKey(query.query);
  return {
    filter: {
      status,
      hasTotp: totp && totp === 'true',
      signIn,
      isWaiting: waiting && true,
      hasNeverSignedIn: neverSignedIn && true,
    },
    ...(prefix !== '' && { prefix: isSearchable(prefix) ? prefix : beyondEveryKey }),
    sort: readSort(sort),
  };
}

function readSort(sort: UserSort): Terms['sort'] {
  return sort.startsWith('-')
    ? { by: sort.slice(1) as UserSortKey, direction: 'falling' }
    : { by: sort as UserSortKey, direction: 'rising' };
}

/** PostgreSQL takes no NUL in text; nothing that is stored begins with a control character. */
function isSearchable(prefix: string): boolean {
  return !/[\p{Cc}\p{Cs}]/u.test(prefix);
}

const beyondEveryKey = '\u{10FFFF}';

function readPlace([stage, key, userId]: Place, { prefix, sort }: Terms): UserPlace {
  const stages: readonly UserStage[] =
    prefix === undefined ? [sort.by] : ['loginId', 'name', 'email'];
  const known = stages.find((one) => one === stage);
  const isNumber = known === 'createdAt' || known === 'lastSignInAt';
  const isKey = isNumber ? typeof key === 'number' : typeof key === 'string';
  if (known === undefined || key === undefined || !isKey || typeof userId !== 'string') {
    throw notACursor('must be a cursor of an earlier answer');
  }
  return { stage: known, key, userId };
}
