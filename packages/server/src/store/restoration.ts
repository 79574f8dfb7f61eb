import { recordEvent, type Actor } from './events.ts';
import { raiseMark } from './marks.ts';
import { command, query, type Script } from './script.ts';

/** What a restore ends, so that nothing that was over is good again. */
export interface Restoration {
  readonly at: number;
  readonly by: Actor;
  /** Of the backup, or what else says when it is from. */
  readonly reason: string;
  /** The first step whose codes count. */
  readonly codesValidFrom: number;
  readonly recoveryCodes: 'kept' | 'ended';
}

/** How much of it there was. */
export interface EndedAccess {
  readonly sessions: number;
  readonly consoleSessions: number;
  readonly browsers: number;
  /** Unspent tickets and links, and invitations. */
  readonly links: number;
  readonly enrollments: number;
  /** How many users had recovery codes. */
  readonly usersWithRecoveryCodes: number;
}

export interface RestorationStore {
  /** Ends everything in a restored database that somebody could come in by without a new code. */
  settleRestoration(restoration: Restoration): Promise<EndedAccess>;
}

const endSessions = command('UPDATE sessions SET ended_at = :at WHERE ended_at IS NULL');
const removeRefreshTokens = command('DELETE FROM refresh_tokens');
const removeConsoleSessions = command('DELETE FROM console_sessions');
const removeBrowsers = command('DELETE FROM known_browsers');
const removeEnrollments = command('DELETE FROM enrollments');
const removeTickets = command('DELETE FROM tickets WHERE spent_at IS NULL');
const removeInvitations = command('DELETE FROM invitations WHERE spent_at IS NULL');
const removeServers = command('DELETE FROM servers');
const removeRecoveryCodes = command('DELETE FROM recovery_codes');
const countWithRecoveryCodes = query<{ count: number }>(
  'SELECT count(DISTINCT user_id) AS count FROM recovery_codes',
);

export function* settleRestoration(restoration: Restoration): Script<EndedAccess> {
  const { at, by, reason, codesValidFrom, recoveryCodes } = restoration;
  const sessions = yield* endSessions.run({ at });
  yield* removeRefreshTokens.run({});
  const consoleSessions = yield* removeConsoleSessions.run({});
  const browsers = yield* removeBrowsers.run({});
  const enrollments = yield* removeEnrollments.run({});
  const tickets = yield* removeTickets.run({});
  const invitations = yield* removeInvitations.run({});
  yield* removeServers.run({});
  const usersWithRecoveryCodes = (yield* countWithRecoveryCodes.first({}))?.count ?? 0;
  if (recoveryCodes === 'ended') yield* removeRecoveryCodes.run({});
  yield* raiseMark('codes-valid-from', codesValidFrom);
  yield* recordEvent({ action: 'server.restored', at, by, reason });
  const links = tickets + invitations;
  return { sessions, consoleSessions, browsers, links, enrollments, usersWithRecoveryCodes };
}
