import type {
  AuditEvent,
  Authenticator,
  ManagedBrowsers,
  ManagedSessions,
  ManagedUser,
} from '@totp-kit/protocol';
import { isRefusal } from '../../services/context.ts';
import { wholeEventView } from '../../services/event-listing.ts';
import { defineCommand, jsonOption } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { refusalFailure } from '../failures.ts';
import { withServices } from '../open-services.ts';
import { printJson } from '../output/json.ts';
import { printFacts, shortTime, Table, type Column } from '../output/table.ts';
import type { Terminal } from '../terminal.ts';
import { requireUser, userOperand } from './find-users.ts';
import { standingOf } from './standing.ts';

/** How many of the last events are shown. */
const shownEvents = 10;

type ManagedSession = ManagedSessions['sessions'][number];
type ManagedBrowser = ManagedBrowsers['browsers'][number];

interface UserRecord {
  readonly user: ManagedUser;
  readonly sessions: readonly ManagedSession[];
  readonly browsers: readonly ManagedBrowser[];
  readonly events: readonly AuditEvent[];
}

export const showUser = defineCommand({
  name: 'users show',
  summary: 'show a user with authenticators, sessions, browsers and the last events',
  operand: userOperand,
  options: { json: jsonOption },
  run: ({ operands, options }, context) =>
    withServices(context, async ({ services: { users } }) => {
      const user = await requireUser(operands[0] ?? '', users);
      const { userId } = user;
      const sessions = await users.listSessions(userId);
      if (isRefusal(sessions)) throw refusalFailure(sessions);
      const browsers = await users.listBrowsers(userId);
      if (isRefusal(browsers)) throw refusalFailure(browsers);
      const { events } = await users.listEvents({ userId, limit: shownEvents }, wholeEventView);
      const record = { user, ...sessions, ...browsers, events };
      if (options.json) printJson(record, context.terminal);
      else printRecord(record, context.terminal);
      return exitCodes.done;
    }),
});

function printRecord(record: UserRecord, terminal: Terminal): void {
  const { user, sessions, browsers, events } = record;
  printFacts(
    [
      ['Login ID', user.loginId + (user.loginIdVerified ? '' : ' (unverified)')],
      ['Name', user.name],
      ['E-mail', user.email],
      ['Phone', user.phone],
      ['User ID', user.userId],
      ['Status', standingOf(user)],
      ['Signs in', user.signIn === 'direct' ? 'directly' : 'behind the login of a site'],
      ['Created', shortTime(user.createdAt)],
      ['Changed', shortTime(user.changedAt)],
      ['Last sign-in', user.lastSignInAt === undefined ? 'never' : shortTime(user.lastSignInAt)],
      ['Recovery codes', `${user.recoveryCodesLeft} left`],
    ],
    terminal,
  );
  printSection(
    'Authenticators',
    { columns: authenticatorColumns, rows: user.authenticators },
    terminal,
  );
  printSection('Sessions', { columns: sessionColumns, rows: sessions }, terminal);
  printSection('Known browsers', { columns: browserColumns, rows: browsers }, terminal);
  printSection('Last events', { columns: eventColumns, rows: events }, terminal);
}

function printSection<Row>(
  title: string,
  { columns, rows }: { readonly columns: readonly Column<Row>[]; readonly rows: readonly Row[] },
  terminal: Terminal,
): void {
  terminal.out.write(`\n${title}: ${rows.length === 0 ? 'none' : rows.length}\n`);
  if (rows.length > 0) new Table(columns, terminal).print(rows);
}

const authenticatorColumns: readonly Column<Authenticator>[] = [
  { heading: 'LABEL', cell: ({ label }) => label ?? '-' },
  { heading: 'CREATED', cell: ({ createdAt }) => shortTime(createdAt) },
  { heading: 'LAST USED', cell: ({ lastUsedAt }) => shortTime(lastUsedAt) },
  { heading: 'AUTHENTICATOR ID', cell: ({ authenticatorId }) => authenticatorId },
];

const sessionColumns: readonly Column<ManagedSession>[] = [
  { heading: 'CREATED', cell: ({ createdAt }) => shortTime(createdAt) },
  { heading: 'VERIFIED', cell: ({ verifiedAt }) => shortTime(verifiedAt) },
  { heading: 'EXPIRES', cell: ({ expiresAt }) => shortTime(expiresAt) },
  { heading: 'SESSION ID', cell: ({ sessionId }) => sessionId },
];

const browserColumns: readonly Column<ManagedBrowser>[] = [
  { heading: 'CREATED', cell: ({ createdAt }) => shortTime(createdAt) },
  { heading: 'EXPIRES', cell: ({ expiresAt }) => shortTime(expiresAt) },
  { heading: 'BROWSER ID', cell: ({ browserId }) => browserId },
];

const eventColumns: readonly Column<AuditEvent>[] = [
  { heading: 'AT', cell: ({ at }) => shortTime(at) },
  { heading: 'EVENT', cell: ({ action }) => action },
  { heading: 'BY', cell: actorOf },
  { heading: 'FROM', cell: ({ clientAddress }) => clientAddress ?? '-' },
  { heading: 'REASON', cell: ({ reason }) => reason ?? '-' },
];

function actorOf({ actor, actorName, actorId }: AuditEvent): string {
  const who = actorName ?? actorId;
  return who === undefined ? actor : `${actor} (${who})`;
}
