import type { ListUsersQuery, ManagedUser, UserPage } from '@totp-kit/protocol';
import { listUsersQuery, userSorts } from '@totp-kit/protocol';
import type { Services } from '../../services/services.ts';
import { defineCommand, jsonOption, type CommandContext } from '../command.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { UsageError } from '../failures.ts';
import { withServices } from '../open-services.ts';
import { JsonList, printJson } from '../output/json.ts';
import { Progress } from '../output/progress.ts';
import { shortTime, Table, type Column } from '../output/table.ts';
import { standingOf } from './standing.ts';

/** With `--all`, users come in pages of so many. */
const usersPerPage = '200';

const columns: readonly Column<ManagedUser>[] = [
  { heading: 'LOGIN ID', cell: ({ loginId }) => loginId },
  { heading: 'NAME', cell: ({ name }) => name ?? '-' },
  { heading: 'STATUS', cell: standingOf },
  { heading: 'TOTP', cell: ({ authenticators }) => (authenticators.length > 0 ? 'yes' : 'no') },
  { heading: 'LAST SIGN-IN', cell: ({ lastSignInAt }) => shortTime(lastSignInAt) },
  { heading: 'CREATED', cell: ({ createdAt }) => shortTime(createdAt) },
  { heading: 'USER ID', cell: ({ userId }) => userId },
];

export const listUsers = defineCommand({
  name: 'users list',
  summary: 'list users',
  options: {
    query: { type: 'string', value: 'TEXT', means: 'whose login ID, name or e-mail begins so' },
    status: {
      type: 'string',
      value: 'STATUS',
      choices: ['enabled', 'disabled'],
      means: 'only these',
    },
    totp: {
      type: 'string',
      value: 'WHETHER',
      choices: ['yes', 'no'],
      means: 'only with an authenticator, or without',
    },
    waiting: { type: 'boolean', means: 'only who has to wait, because too many codes were wrong' },
    'never-signed-in': { type: 'boolean', means: 'only who never signed in' },
    sort: {
      type: 'string',
      value: 'ORDER',
      choices: userSorts,
      means: 'loginId unless said, - before it for falling',
    },
    limit: { type: 'string', value: 'N', means: '1 to 200, 50 unless said' },
    cursor: { type: 'string', value: 'CURSOR', means: 'go on where an earlier page ended' },
    all: { type: 'boolean', means: 'every one of them, page after page' },
    json: jsonOption,
  },
  run({ options }, context) {
    const { all, json } = options;
    const query = readQuery({
      query: options.query,
      status: options.status,
      totp: options.totp && String(options.totp === 'yes'),
      waiting: options.waiting ? 'true' : undefined,
      neverSignedIn: options['never-signed-in'] ? 'true' : undefined,
      sort: options.sort,
      cursor: options.cursor,
      limit: all ? usersPerPage : options.limit,
    });
    const print = all ? printAll : printPage;
    return withServices(context, ({ services: { users } }) =>
      print({ query, json }, users, context),
    );
  },
});

/** Checks what was typed by the schema of the API. @throws UsageError that names the option */
function readQuery(typed: Readonly<Record<string, string | undefined>>): ListUsersQuery {
  const parsed = listUsersQuery.safeParse(typed);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`--${String(issue?.path[0] ?? 'query')} ${issue?.message ?? ''}.`);
}

interface ListOrder {
  readonly query: ListUsersQuery;
  readonly json: boolean;
}

async function printPage(
  { query, json }: ListOrder,
  users: Services['users'],
  { terminal }: CommandContext,
): Promise<ExitCode> {
  const page = await users.list(query);
  if (json) {
    printJson(page, terminal);
    return exitCodes.done;
  }
  if (page.users.length > 0) new Table(columns, terminal).print(page.users);
  terminal.say(`${page.users.length} of ${describeTotal(page)}.`);
  if (page.nextCursor !== undefined) {
    terminal.say(`More with --cursor ${page.nextCursor}, or all of them with --all.`);
  }
  return exitCodes.done;
}

/** Page after page, so that a million users need no more memory than two hundred. */
async function printAll(
  { query, json }: ListOrder,
  users: Services['users'],
  { terminal }: CommandContext,
): Promise<ExitCode> {
  let page = await users.list(query);
  const { total, totalIsExact, asOf } = page;
  const list = json ? new JsonList('users', terminal, { total, totalIsExact, asOf }) : undefined;
  const table = new Table(columns, terminal);
  const progress = new Progress({ what: 'Listed', ...(totalIsExact && { total }) }, terminal);
  let count = 0;
  for (;;) {
    if (list === undefined) table.print(page.users);
    else for (const user of page.users) list.add(user);
    count += page.users.length;
    progress.report(count);
    if (page.nextCursor === undefined) break;
    page = await users.list({ ...query, cursor: page.nextCursor });
  }
  progress.end();
  if (list === undefined) terminal.say(`${count} ${count === 1 ? 'user' : 'users'}.`);
  list?.end();
  return exitCodes.done;
}

function describeTotal({ total, totalIsExact }: Pick<UserPage, 'total' | 'totalIsExact'>): string {
  return `${totalIsExact ? '' : 'more than '}${total} ${total === 1 ? 'user' : 'users'}`;
}
