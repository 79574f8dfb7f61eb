import { userIdOf } from './seed-users.ts';

/** A request that is measured. */
export interface Case {
  readonly title: string;
  /** Below /api/v1/manage. */
  readonly path: string;
  /** The page to measure, where it is not the first. */
  readonly page?: number;
}

const day = 86_400_000;

function list(title: string, query = '', page?: number): Case {
  return { title, path: `/users${query && `?${query}`}`, ...(page !== undefined && { page }) };
}

/** Everything an operator asks lists for. */
export function casesAt(now: number): readonly Case[] {
  const iso = (daysAgo: number) => encodeURIComponent(new Date(now - daysAgo * day).toISOString());
  return [
    list('first page'),
    list('2nd page', '', 2),
    list('200th page', '', 200),
    list('search "zoe.zh" (rare)', 'query=zoe.zh'),
    list('search "a" (one letter)', 'query=a'),
    list('search "müller" (nobody’s login ID)', 'query=m%C3%BCller'),
    list('search "zoë s" (by name)', 'query=zo%C3%AB%20s'),
    list('search "nobody at all"', 'query=nobody%20at%20all'),
    list('search "m", 200th page', 'query=m', 200),
    list('search "a", disabled', 'query=a&status=disabled'),
    list('search "m", waiting', 'query=m&waiting=true'),
    list('search "m", disabled ticket users', 'query=m&status=disabled&signIn=ticket'),
    ...['loginId', '-loginId', 'createdAt', '-createdAt', 'lastSignInAt', '-lastSignInAt'].map(
      (sort) => list(`by ${sort}`, `sort=${sort}`),
    ),
    list('by -createdAt, 2nd page', 'sort=-createdAt', 2),
    list('by -createdAt, 200th page', 'sort=-createdAt', 200),
    list('by -lastSignInAt, 200th page', 'sort=-lastSignInAt', 200),
    list('disabled', 'status=disabled'),
    list('enabled', 'status=enabled'),
    list('without an authenticator', 'totp=false'),
    list('with an authenticator', 'totp=true'),
    list('ticket users', 'signIn=ticket'),
    list('direct users', 'signIn=direct'),
    list('never signed in', 'neverSignedIn=true'),
    list('waiting', 'waiting=true'),
    list('waiting, by -lastSignInAt', 'waiting=true&sort=-lastSignInAt'),
    list('waiting, 15th page', 'waiting=true', 15),
    list('disabled, without an authenticator', 'status=disabled&totp=false'),
    list('disabled, by -lastSignInAt', 'status=disabled&sort=-lastSignInAt'),
    list(
      'never signed in, with one, by -createdAt',
      'neverSignedIn=true&totp=true&sort=-createdAt',
    ),
    list('disabled ticket users who wait', 'status=disabled&signIn=ticket&waiting=true'),
    list('200 a page', 'limit=200'),
    { title: 'one user', path: `/users/${userIdOf(7)}` },
    { title: 'statistics of a day', path: '/statistics' },
    { title: 'statistics of 35 days', path: `/statistics?from=${iso(35)}` },
    { title: 'events', path: '/events' },
    { title: 'events, 200th page', path: '/events', page: 200 },
    { title: 'events of a user', path: `/events?userId=${userIdOf(7)}` },
    { title: 'events of a kind', path: '/events?action=verification.failed' },
    { title: 'rare events of a kind', path: '/events?action=management_key.created' },
    {
      title: 'events of a user and a kind',
      path: `/events?userId=${userIdOf(7)}&action=totp.deleted`,
    },
    { title: 'events of a day', path: `/events?from=${iso(31)}&to=${iso(30)}` },
    {
      title: 'events of a kind and a day',
      path: `/events?action=user.updated&from=${iso(31)}&to=${iso(30)}`,
    },
  ];
}
