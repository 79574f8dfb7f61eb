import type { ListUsersQuery, ManagedUser } from '@totp-kit/protocol';
import { isHeldBack } from '../flow/users/user-tasks.ts';

/* How a management API without a server searches, sorts and pages. */

/** Whether a user is among those who are asked for. */
export function matches(
  user: ManagedUser,
  { query, now }: { readonly query: ListUsersQuery; readonly now: number },
): boolean {
  const begin = query.query?.toLowerCase();
  const isFound = [user.loginId, user.name, user.email].some((text) =>
    text?.toLowerCase().startsWith(begin ?? ''),
  );
  return (
    isFound &&
    (query.status ?? user.status) === user.status &&
    (query.signIn ?? user.signIn) === user.signIn &&
    (query.totp === undefined || (query.totp === 'true') === user.authenticators.length > 0) &&
    (query.waiting === undefined || isHeldBack(user, now)) &&
    (query.neverSignedIn === undefined || user.lastSignInAt === undefined)
  );
}

export function sortUsers(users: readonly ManagedUser[], { sort }: ListUsersQuery): ManagedUser[] {
  const column = (sort ?? 'loginId').replace('-', '') as 'loginId' | 'createdAt' | 'lastSignInAt';
  const key = (user: ManagedUser): string => user[column] ?? '1970';
  const sorted = users.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
  return sort?.startsWith('-') ? sorted.toReversed() : sorted;
}

/** A page of a list; the cursor is where it goes on. */
export function pageOf<Item>(
  items: readonly Item[],
  {
    cursor,
    limit = 50,
  }: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
): { readonly items: Item[]; readonly nextCursor?: string } {
  const start = cursor === undefined ? 0 : Number(cursor.replace('after-', ''));
  const end = start + limit;
  return {
    items: items.slice(start, end),
    ...(end < items.length && { nextCursor: `after-${end}` }),
  };
}
