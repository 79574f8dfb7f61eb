import { beforeEach, describe, expect, it } from 'vitest';
import { durations } from '../../core/durations.ts';
import type { Store } from '../store.ts';
import type { UserFilter } from '../user-facets.ts';
import type { UserListRequest, UserPlace } from '../user-listing.ts';
import type { ManagedUserRecord } from '../users.ts';
import {
  by,
  everybody,
  loginIdOf,
  matchAt,
  newUser,
  signUp,
  start,
  verification,
} from './store-fixtures.ts';

const later = start + durations.minute;

export function describeUserListing(store: () => Store): void {
  describe('listUsers', () => {
    describe('of users of every kind', () => {
      let all: readonly ManagedUserRecord[];

      beforeEach(async () => {
        await makeEveryKind(store());
        all = (await store().listUsers({ ...everybody, now: later })).users;
        expect(all.length).toBeGreaterThan(20);
      });

      it.each(sorts)('sorts by $by, $direction, page by page', async (sort) => {
        const factor = sort.direction === 'rising' ? 1 : -1;
        const expected = all
          .toSorted((one, other) => factor * compare(one, other, sort.by))
          .map(({ user }) => user.userId);
        expect(await walk(store(), { ...everybody, sort, limit: 3 })).toEqual(expected);
      });

      it.each(filters)('filters by $name in every order', async ({ filter, fits }) => {
        const expected = all.filter(fits).map(({ user }) => user.userId);
        expect(expected.length).toBeGreaterThan(0);
        expect(expected.length).toBeLessThan(all.length);
        for (const sort of sorts) {
          const found = await walk(store(), { ...everybody, filter, sort, limit: 4 });
          expect(found.toSorted()).toEqual(expected.toSorted());
        }
        const { total, totalIsExact } = await store().listUsers({
          ...everybody,
          filter,
          limit: 1,
          now: later,
        });
        expect({ total, totalIsExact }).toEqual({ total: expected.length, totalIsExact: true });
      });

      it('mixes filters with each other and with a search', async () => {
        for (const one of filters) {
          for (const other of filters) {
            const filter = { ...one.filter, ...other.filter };
            const isMix = Object.keys(filter).length > 1;
            const request = { ...everybody, filter, prefix: 'user', limit: 2 };
            const expected = all.filter((user) => other.fits(user) && (!isMix || one.fits(user)));
            expect(await walk(store(), request)).toEqual(expected.map(({ user }) => user.userId));
            const { total } = await store().listUsers({ ...request, now: later });
            expect(total).toBe(expected.length);
          }
        }
      });

      it('counts them', async () => {
        const count = (name: string) =>
          all.filter(filters.find((filter) => filter.name === name)?.fits ?? (() => false)).length;
        const counts = {
          total: all.length,
          withTotp: count('an authenticator'),
          disabled: count('disabled'),
          waiting: count('waiting'),
        };
        expect(await store().countUsers(later)).toEqual(counts);
        await store().sweepExpired(later);
        expect(await store().countUsers(later)).toEqual(counts);
        for (const { user } of all.slice(0, 5)) {
          await store().deleteUser(user.userId, { at: later, by });
        }
        expect((await store().countUsers(later)).total).toBe(all.length - 5);
      });
    });

    it('finds by login ID, then name, then address, nobody twice', async () => {
      const users = [
        newUser('adam', { name: 'Ada Adam', email: 'ada@example.com' }),
        newUser('zoe', { name: 'ADA Zoe', email: 'ada.zoe@example.com' }),
        newUser('yan', { email: 'Ada@example.com' }),
        newUser('ada'),
        newUser('xen', { name: 'Bob Ada', email: 'bob@example.com' }),
        newUser('wim', { name: 'ada b' }),
      ];
      for (const user of users) await store().createUser(user, by);
      const request = { ...everybody, prefix: 'ada' };
      for (const limit of [1, 2, 3, 200]) {
        expect(await walkNames(store(), { ...request, limit })).toEqual([
          'ada',
          'adam',
          'wim',
          'zoe',
          'yan',
        ]);
      }
      expect((await store().listUsers(request)).total).toBe(5);
      expect(await walkNames(store(), { ...request, prefix: 'nobody' })).toEqual([]);
    });

    it('finds by what the profile says now, and takes signs for what they are', async () => {
      const user = newUser('ada', { name: '100%_sure' });
      await store().createUser(user, by);
      const find = (prefix: string) => walkNames(store(), { ...everybody, prefix });
      expect(await find('100%_')).toEqual(['ada']);
      expect(await find('100__')).toEqual([]);
      await store().updateUser({ userId: user.userId, name: 'Straße', at: start, by });
      expect(await find('100%_')).toEqual([]);
      expect(await find('strasse')).toEqual(['ada']);
    });

    it('loses and repeats nobody while others come and go', async () => {
      for (const name of ['b', 'd', 'f', 'h']) await store().createUser(newUser(name), by);
      const first = await store().listUsers({ ...everybody, limit: 2 });
      await store().deleteUser(first.users[1]?.user.userId ?? '', { at: start, by });
      for (const name of ['a', 'e']) await store().createUser(newUser(name), by);
      const rest = await store().listUsers({ ...everybody, after: first.next });
      expect(rest.users.map(({ user }) => user.loginId)).toEqual(['e', 'f', 'h']);
    });

    it('shows who waits until it is over, and who is stopped until that ages or is ended', async () => {
      const { userId } = await signUp(store(), 'ada');
      for (let failure = 1; failure <= 5; failure += 1) await store().verify(verification('ada'));
      const waiting = (now: number) =>
        store().listUsers({ ...everybody, filter: { isWaiting: true }, now });
      expect(await waiting(start)).toMatchObject({ total: 1, users: [{ user: { userId } }] });
      expect(await waiting(start + 30_000)).toMatchObject({ total: 0, users: [] });
      await store().sweepExpired(start + 30_000);
      expect(await store().countUsers(start)).toMatchObject({ waiting: 0 });

      for (let failure = 6; failure <= 50; failure += 1) {
        const now = start + (failure - 5) * 2 * durations.hour;
        await store().verify(verification('ada', { now }));
      }
      const stopped = start + 10 * durations.day;
      expect(await waiting(stopped)).toMatchObject({ total: 1, users: [{ isStopped: true }] });
      await store().sweepExpired(stopped);
      expect(await waiting(stopped)).toMatchObject({ total: 1 });
      await store().endWaiting(userId, { at: stopped, by });
      expect(await waiting(stopped)).toMatchObject({ total: 0 });
      expect(await store().countUsers(stopped)).toMatchObject({ waiting: 0 });
    });
  });

  describe('a change of a user', () => {
    it('is noted when status, profile or authenticators change', async () => {
      const { userId } = await signUp(store(), 'ada');
      const changedAt = async () => (await store().findUser(userId, start))?.user.changedAt;
      expect(await changedAt()).toBe(start);
      await store().verify(verification('ada', { now: start + 1, decide: matchAt(101) }));
      await store().signOutUser(userId, { at: start + 2, by });
      expect(await changedAt()).toBe(start);
      await store().updateUser({ userId, phone: '1', at: start + 3, by });
      expect(await changedAt()).toBe(start + 3);
    });

    it('is not made to who has changed since they were looked at', async () => {
      const { userId } = await signUp(store(), 'ada');
      const stale = { at: start + 9, by, unchangedSince: start - 1 };
      expect(await store().updateUser({ userId, status: 'disabled', ...stale })).toBe('changed');
      expect(await store().deleteUser(userId, stale)).toBe('changed');
      expect((await store().findUser(userId, start))?.user.status).toBe('enabled');
      const fresh = { ...stale, unchangedSince: start };
      expect(await store().updateUser({ userId, status: 'disabled', ...fresh })).toBe('done');
      expect(await store().deleteUser(userId, fresh)).toBe('changed');
      expect(await store().deleteUser(userId, { ...fresh, unchangedSince: start + 9 })).toBe(
        'done',
      );
    });
  });
}

const sorts = (['loginId', 'createdAt', 'lastSignInAt'] as const).flatMap((sortedBy) =>
  (['rising', 'falling'] as const).map((direction) => ({ by: sortedBy, direction })),
);

const filters: readonly {
  readonly name: string;
  readonly filter: UserFilter;
  readonly fits: (user: ManagedUserRecord) => boolean;
}[] = [
  {
    name: 'enabled',
    filter: { status: 'enabled' },
    fits: ({ user }) => user.status === 'enabled',
  },
  {
    name: 'disabled',
    filter: { status: 'disabled' },
    fits: ({ user }) => user.status === 'disabled',
  },
  {
    name: 'an authenticator',
    filter: { hasTotp: true },
    fits: ({ authenticators }) => authenticators.length > 0,
  },
  {
    name: 'no authenticator',
    filter: { hasTotp: false },
    fits: ({ authenticators }) => authenticators.length === 0,
  },
  { name: 'direct', filter: { signIn: 'direct' }, fits: ({ user }) => user.signIn === 'direct' },
  { name: 'ticket', filter: { signIn: 'ticket' }, fits: ({ user }) => user.signIn === 'ticket' },
  {
    name: 'never signed in',
    filter: { hasNeverSignedIn: true },
    fits: ({ user }) => user.lastSignInAt === null,
  },
  {
    name: 'waiting',
    filter: { isWaiting: true },
    fits: ({ waitingUntil }) => waitingUntil > later,
  },
];

/** Users who differ in all that they can be filtered and sorted by; several share each time. */
async function makeEveryKind(store: Store): Promise<void> {
  for (let index = 0; index < 14; index += 1) {
    const name = `User ${(index * 5) % 14}`;
    const at = start - (index % 3);
    await store.createUser(
      newUser(name, { signIn: index % 2 === 0 ? 'direct' : 'ticket', name: 'User', at }),
      by,
    );
  }
  for (let index = 0; index < 14; index += 1) {
    const name = `user m${(index * 3) % 14}`;
    const { userId } = await signUp(store, name);
    const now = start + (index % 3);
    if (index % 2 === 0) await store.verify(verification(name, { now, decide: matchAt(101) }));
    if (index % 5 === 0) {
      const times = index % 2 === 0 ? 6 : 7;
      for (let failure = 0; failure < times; failure += 1) {
        await store.verify(verification(name, { now: start + failure * 31_000 * failure }));
      }
    }
    if (index % 4 === 0) await store.updateUser({ userId, status: 'disabled', at: start, by });
  }
  expect(loginIdOf('User 1').canonical).toBe('user 1');
}

function compare(
  one: ManagedUserRecord,
  other: ManagedUserRecord,
  sortedBy: UserListRequest['sort']['by'],
): number {
  const key = ({ user }: ManagedUserRecord) =>
    sortedBy === 'loginId' ? user.loginIdCanonical : (user[sortedBy] ?? 0);
  const keys = [key(one), key(other)] as const;
  if (keys[0] !== keys[1]) return keys[0] < keys[1] ? -1 : 1;
  return one.user.userId < other.user.userId ? -1 : 1;
}

/** The IDs of every page, one after the other. */
async function walk(store: Store, request: UserListRequest): Promise<string[]> {
  return (await walkPages(store, request)).map(({ user }) => user.userId);
}

async function walkNames(store: Store, request: UserListRequest): Promise<string[]> {
  return (await walkPages(store, request)).map(({ user }) => user.loginId);
}

async function walkPages(store: Store, request: UserListRequest): Promise<ManagedUserRecord[]> {
  const found: ManagedUserRecord[] = [];
  let after: UserPlace | undefined;
  do {
    const page = await store.listUsers({ ...request, after, now: later });
    expect(page.users.length).toBeLessThanOrEqual(request.limit);
    found.push(...page.users);
    after = page.next;
  } while (after !== undefined);
  return found;
}
