import { query, type SqlParameters } from './script.ts';
import type { UserFilter } from './user-facets.ts';
import type { SortDirection, UserListRequest, UserStage } from './user-listing.ts';

const columns: Readonly<Record<UserStage, string>> = {
  loginId: 'login_id_canonical',
  createdAt: 'created_at',
  lastSignInAt: 'last_sign_in',
  name: 'name_key',
  email: 'email_key',
};

/** What matches here has not come in an earlier stage. */
const notBefore: Readonly<Record<UserStage, string>> = {
  loginId: '',
  createdAt: '',
  lastSignInAt: '',
  name: 'AND NOT (login_id_canonical >= :prefix AND login_id_canonical < :end)',
  email: `AND NOT (login_id_canonical >= :prefix AND login_id_canonical < :end)
      AND NOT (coalesce(name_key, '') >= :prefix AND coalesce(name_key, '') < :end)`,
};

/** For who waits by their `facets`; `+ 0` keeps from reading all who wait for each value. */
const stillWaiting = 'AND refused_until + 0 > :now';

interface FoundRow {
  readonly userId: string;
  readonly key: string | number;
}

/** Which of the statements that list users: they differ in columns and in how many values of `facets` they merge. */
export interface ListShape {
  readonly stage: UserStage;
  readonly direction: SortDirection;
  readonly facets: readonly number[];
  readonly filter: UserFilter;
}

const statements = new Map<string, ReturnType<typeof query<FoundRow>>>();

/** Statements are kept, because engines cache prepared ones by their identity. */
export function listStatement(shape: ListShape): ReturnType<typeof query<FoundRow>> {
  const { stage, direction, facets, filter } = shape;
  const name = [stage, direction, facets.length, filter.isWaiting].join();
  const known = statements.get(name);
  if (known !== undefined) return known;
  const statement = query<FoundRow>(listSql(shape));
  statements.set(name, statement);
  return statement;
}

/** The SQL of a list: a merge of the first rows of each value of `facets`, every one read in the order of an index. */
function listSql({ stage, direction, facets, filter }: ListShape): string {
  const column = columns[stage];
  const [word, beyond] = direction === 'rising' ? ['', '>'] : [' DESC', '<'];
  const end = direction === 'rising' ? `AND ${column} < :end` : '';
  const waiting = filter.isWaiting === true ? stillWaiting : '';
  const kinds = facets.map(
    (_, index) => `SELECT * FROM (
    SELECT user_id AS "userId", ${column} AS "key" FROM users
    WHERE facets = :facets${index} AND (${column}, user_id) ${beyond} (:key, :userId) ${end}
      ${notBefore[stage]} ${waiting}
    ORDER BY ${column}${word}, user_id${word} LIMIT :limit) AS kind${index}`,
  );
  return `
  SELECT "userId", "key" FROM (
  ${kinds.join('\n  UNION ALL ')}
  ) AS found ORDER BY "key"${word}, "userId"${word} LIMIT :limit`;
}

const counts = new Map<string, ReturnType<typeof query<{ total: number }>>>();

/** Counts who fits, up to a limit: in one stage of a search, or all who wait. */
export function countStatement({
  stage,
  facets,
  filter,
  prefix,
}: Omit<ListShape, 'direction'> & Pick<UserListRequest, 'prefix'>) {
  const name = [stage, facets.length, filter.isWaiting, prefix !== undefined].join();
  const known = counts.get(name);
  if (known !== undefined) return known;
  const statement = query<{ total: number }>(
    prefix === undefined ? countWaitingSql(facets) : countMatchesSql({ stage, facets, filter }),
  );
  counts.set(name, statement);
  return statement;
}

/** All who wait are few, and have an index of their own: `+ 0` keeps from the many of other indexes. */
function countWaitingSql(facets: readonly number[]): string {
  return `
  SELECT count(*) AS total FROM (
    SELECT 1 FROM users WHERE refused_until > 0 AND refused_until > :now AND facets + 0 IN (${listOf(facets)})
    LIMIT :limit) AS counted`;
}

function countMatchesSql({ stage, facets, filter }: Omit<ListShape, 'direction'>): string {
  const column = columns[stage];
  return `
  SELECT count(*) AS total FROM (
    SELECT 1 FROM users WHERE facets IN (${listOf(facets)}) AND ${column} >= :prefix AND ${column} < :end
      ${notBefore[stage]} ${filter.isWaiting === true ? stillWaiting : ''}
    LIMIT :limit) AS counted`;
}

function listOf(facets: readonly number[]): string {
  return facets.map((_, index) => `:facets${index}`).join(', ');
}

/** The values of `facets` as the statements name them. */
export function facetParameters(facets: readonly number[]): SqlParameters {
  return Object.fromEntries(facets.map((value, index) => [`facets${index}`, value]));
}
