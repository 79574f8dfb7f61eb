import type { ManagedUser, UserPage } from '@totp-kit/protocol';
import { decodeCursor, encodeCursor } from '../../routes/cursors.ts';
import type { Services } from '../../services/services.ts';
import { defineCommand, jsonOption, type CommandContext } from '../command.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { UsageError } from '../failures.ts';
import { withServices } from '../open-services.ts';
import { JsonList, printJson } from '../output/json.ts';
import { Progress } from '../output/progress.ts';
import { shortTime, Table, type Column } from '../output/table.ts';
import { standingOf } from './standing.ts';

/** The most users of one page, and how many there are in one unless said. */
const mostUsers = 200;
const usualUsers = 50;

const columns: readonly Column<ManagedUser>[] = [
  { heading: 'LOGIN ID', cell: ({ loginId }) => loginId },
  { heading: 'NAME', cell: ({ name }) => name ?? '-' },
  { heading: 'STATUS', cell: standingOf },
  { heading: 'TOTP', cell: ({ authenticators }) => (authenticators.length > 0 ? 'yes' : 'no') },
  { heading: 'LAST SIGN-IN', cell: ({ lastSignInAt }) => shortTime(lastSignInAt) },
  { heading: 'CREATED', cell: ({ createdAt }) => shortTime(createdAt) },
  { heading: 'USER ID', cell: ({ userId }) => userId },
];

type Filter = Parameters<Services['users']['list']>[0];
type Page = Awaited<ReturnType<Services['users']['list']>>;

export const listUsers = defineCommand({
  name: 'users list',
  summary: 'list users',
  options: {
    query: { type: 'string', value: 'TEXT', means: 'whose login ID, name or e-mail begins so' },
    limit: { type: 'string', value: 'N', means: '1 to 200, 50 unless said' },
    cursor: { type: 'string', value: 'CURSOR', means: 'go on where an earlier page ended' },
    all: { type: 'boolean', means: 'every user, page after page' },
    json: jsonOption,
  },
  run({ options }, context) {
    const filter = {
      query: options.query,
      after: options.cursor === undefined ? undefined : decodeCursor(options.cursor),
      limit: options.all ? mostUsers : readLimit(options.limit),
    };
    const { json } = options;
    return withServices(context, ({ services: { users } }) =>
      options.all
        ? printAll({ filter, json }, users, context)
        : printPage({ filter, json }, users, context),
    );
  },
});

interface ListOrder {
  readonly filter: Filter;
  readonly json: boolean;
}

async function printPage(
  { filter, json }: ListOrder,
  users: Services['users'],
  { terminal }: CommandContext,
): Promise<ExitCode> {
  const { next, ...page } = await users.list(filter);
  const nextCursor = next === undefined ? undefined : encodeCursor(next);
  if (json) {
    printJson({ ...page, ...(nextCursor !== undefined && { nextCursor }) }, terminal);
    return exitCodes.done;
  }
  if (page.users.length > 0) new Table(columns, terminal).print(page.users);
  terminal.say(`${page.users.length} of ${describeTotal(page)}.`);
  if (nextCursor !== undefined) {
    terminal.say(`More with --cursor ${nextCursor}, or all of them with --all.`);
  }
  return exitCodes.done;
}

/** Page after page, so that a million users need no more memory than two hundred. */
async function printAll(
  { filter, json }: ListOrder,
  users: Services['users'],
  { terminal }: CommandContext,
): Promise<ExitCode> {
  let page = await users.list(filter);
  const { total, totalIsExact, asOf } = page;
  const list = json ? new JsonList('users', terminal, { total, totalIsExact, asOf }) : undefined;
  const table = new Table(columns, terminal);
  const progress = new Progress({ what: 'Listed', ...(totalIsExact && { total }) }, terminal);
  let count = 0;
  for (;;) {
    if (list === undefined) table.print(page.users);
    else page.users.forEach((user) => list.add(user));
    count += page.users.length;
    progress.report(count);
    if (page.next === undefined) break;
    page = await nextPage(page, filter, users);
  }
  progress.end();
  if (list === undefined) terminal.say(`${count} ${count === 1 ? 'user' : 'users'}.`);
  list?.end();
  return exitCodes.done;
}

function nextPage(page: Page, filter: Filter, users: Services['users']): Promise<Page> {
  return users.list({ ...filter, after: page.next });
}

function describeTotal({ total, totalIsExact }: Pick<UserPage, 'total' | 'totalIsExact'>): string {
  return `${totalIsExact ? '' : 'more than '}${total} ${total === 1 ? 'user' : 'users'}`;
}

function readLimit(text: string | undefined): number {
  if (text === undefined) return usualUsers;
  const limit = Number(text);
  if (/^[0-9]+$/.test(text) && limit >= 1 && limit <= mostUsers) return limit;
  throw new UsageError(`--limit is a number from 1 to ${mostUsers}, not "${text}".`);
}
