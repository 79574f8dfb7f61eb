import { command, query, type Script } from './script.ts';
import { countByFacets } from './user-facets.ts';

export interface UserCounts {
  readonly total: number;
  readonly withTotp: number;
  readonly disabled: number;
  /** Whose attempts are refused now. */
  readonly waiting: number;
}

export interface UserCountStore {
  /** How many users there are. Administrators are none. */
  countUsers(now: number): Promise<UserCounts>;
}

/** How many users have a value of `facets`. */
export interface FacetSum {
  readonly facets: number;
  readonly users: number;
}

/** Fewer rows than this are not worth adding up. */
const mostRows = 200;

const batch = 2000;

const selectSums = query<FacetSum>(
  'SELECT facets, CAST(sum(users) AS BIGINT) AS users FROM user_counts GROUP BY facets',
);

const countRefused = query<{ total: number }>(`
  SELECT count(*) AS total FROM users WHERE refused_until > 0 AND refused_until > :now AND facets < 32`);

const countRows = query<{ rows: number }>(
  'SELECT count(*) AS rows FROM (SELECT 1 FROM user_counts LIMIT :most) AS counted',
);

const takeRows = query<FacetSum>(`
  DELETE FROM user_counts WHERE sequence IN (SELECT sequence FROM user_counts ORDER BY sequence LIMIT :most)
  RETURNING facets, users`);

const insertSum = command('INSERT INTO user_counts (facets, users) VALUES (:facets, :users)');

export function sumByFacets(): Script<readonly FacetSum[]> {
  return selectSums.all({});
}

export function* countUsers(now: number): Script<UserCounts> {
  const sums = yield* sumByFacets();
  const waiting = yield* countRefused.first({ now });
  return {
    total: countByFacets(sums, {}),
    withTotp: countByFacets(sums, { hasTotp: true }),
    disabled: countByFacets(sums, { status: 'disabled' }),
    waiting: waiting?.total ?? 0,
  };
}

/**
 * Adds up a batch of the rows that the triggers of `users` left, so that there are never many to sum.
 * @returns whether there is more to do
 */
export function* addUpUserCounts(): Script<boolean> {
  const found = yield* countRows.first({ most: mostRows });
  if ((found?.rows ?? 0) < mostRows) return false;
  const taken = yield* takeRows.all({ most: batch });
  for (const [facets, rows] of Map.groupBy(taken, (row) => row.facets)) {
    const users = rows.reduce((sum, row) => sum + row.users, 0);
    if (users !== 0) yield* insertSum.run({ facets, users });
  }
  return true;
}
