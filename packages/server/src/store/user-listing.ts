import { query, type Script, type SqlParameters } from './script.ts';
import { sumByFacets } from './user-counts.ts';
import { countByFacets, facetsThatFit, type UserFilter } from './user-facets.ts';
import { findManagedUsers, type ManagedUserRecord } from './users.ts';

/** What users can be sorted by. */
export type UserSortKey = 'loginId' | 'createdAt' | 'lastSignInAt';
export type SortDirection = 'rising' | 'falling';

/** What a list goes through: a sort, or, in a search, one after the other what can match. */
export type UserStage = UserSortKey | 'name' | 'email';

/** Where a page ended. */
export interface UserPlace {
  readonly stage: UserStage;
  readonly key: string | number;
  readonly userId: string;
}

export interface UserListRequest {
  readonly filter: UserFilter;
  /** What is searched, as a prefix in the form of core/search-key.ts; everybody without it. */
  readonly prefix?: string | undefined;
  /** For lists without a search. */
  readonly sort: { readonly by: UserSortKey; readonly direction: SortDirection };
  /** Only users after this place. */
  readonly after?: UserPlace | undefined;
  readonly limit: number;
  readonly now: number;
}

export interface UserListPage {
  readonly users: readonly ManagedUserRecord[];
  /** Where the page ended, if there is more. */
  readonly next: UserPlace | undefined;
  readonly total: number;
  readonly totalIsExact: boolean;
}

export interface UserListStore {
  /** A page of users, and how many there are in all. Administrators are none. */
  listUsers(request: UserListRequest): Promise<UserListPage>;
}

/** Searching and waiting users are counted one by one, and more than so many would cost more than they tell. */
const countedUpTo = 10_000;

/** The code point after every one that a key can begin with, to close the range of a prefix. */
const lastCodePoint = '\u{10FFFF}';

const searchStages = ['loginId', 'name', 'email'] as const;

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
interface ListShape {
  readonly stage: UserStage;
  readonly direction: SortDirection;
  readonly facets: readonly number[];
  readonly filter: UserFilter;
}

export function* listUsers(request: UserListRequest): Script<UserListPage> {
  const { after, limit, now } = request;
  const stages = request.prefix === undefined ? [request.sort.by] : searchStages;
  const first = after === undefined ? 0 : stages.findIndex((stage) => stage === after.stage);
  const found: UserPlace[] = [];
  for (const stage of stages.slice(Math.max(0, first))) {
    const left = limit + 1 - found.length;
    if (left === 0) break;
    const place = after?.stage === stage ? after : undefined;
    found.push(...(yield* findStage({ ...request, after: place, limit: left }, stage)));
  }
  const shown = found.slice(0, limit);
  const users = yield* findManagedUsers(
    shown.map(({ userId }) => userId),
    now,
  );
  const next = found.length > limit ? shown.at(-1) : undefined;
  return { users, next, ...(yield* countFitting(request)) };
}

function* findStage(request: UserListRequest, stage: UserStage): Script<readonly UserPlace[]> {
  const { filter, sort, after, now, limit } = request;
  const facets = facetsThatFit(filter);
  const direction = stage === sort.by && request.prefix === undefined ? sort.direction : 'rising';
  const rows = yield* listStatement({ stage, direction, facets, filter }).all({
    ...facetParameters(facets),
    ...rangeOf(request, { stage, direction }),
    ...(after && { key: after.key, userId: after.userId }),
    limit,
    ...(filter.isWaiting && { now }),
  });
  return rows.map((row) => ({ stage, ...row }));
}

/** Where a list without a place begins, and where a search ends. */
function rangeOf(
  { prefix }: UserListRequest,
  { stage, direction }: Pick<ListShape, 'stage' | 'direction'>,
): SqlParameters {
  if (prefix !== undefined) {
    const range = { key: prefix, userId: '', end: prefix + lastCodePoint };
    return stage === 'loginId' ? range : { ...range, prefix };
  }
  const isText = stage === 'loginId';
  const end = isText ? lastCodePoint : Number.MAX_SAFE_INTEGER;
  if (direction === 'falling') return { key: end, userId: '' };
  return { key: isText ? '' : -1, userId: '', end };
}

/** How many fit: all users by their sums, others one by one, up to where that costs too much. */
function* countFitting(
  request: UserListRequest,
): Script<Pick<UserListPage, 'total' | 'totalIsExact'>> {
  const { filter, prefix, now } = request;
  if (prefix === undefined && filter.isWaiting === undefined) {
    return { total: countByFacets(yield* sumByFacets(), filter), totalIsExact: true };
  }
  const facets = facetsThatFit(filter);
  const stages = prefix === undefined ? (['loginId'] as const) : searchStages;
  let total = 0;
  for (const stage of stages) {
    if (total > countedUpTo) break;
    const count = yield* countStatement({ stage, facets, filter, prefix }).first({
      ...facetParameters(facets),
      ...(prefix !== undefined && { prefix, end: prefix + lastCodePoint }),
      ...(filter.isWaiting && { now }),
      limit: countedUpTo + 1 - total,
    });
    total += count?.total ?? 0;
  }
  return { total: Math.min(total, countedUpTo), totalIsExact: total <= countedUpTo };
}

const statements = new Map<string, ReturnType<typeof query<FoundRow>>>();

/** Statements are kept, because engines cache prepared ones by their identity. */
function listStatement(shape: ListShape): ReturnType<typeof query<FoundRow>> {
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

function countStatement({
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

function facetParameters(facets: readonly number[]): SqlParameters {
  return Object.fromEntries(facets.map((value, index) => [`facets${index}`, value]));
}
