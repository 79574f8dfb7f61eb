import { durations } from '../core/durations.ts';
import { recordEvent, type Actor } from './events.ts';
import { forgetBrowsersOfUser } from './known-browsers.ts';
import { command, query, type Script } from './script.ts';
import type { NewSession } from './sessions.ts';
import { findUserRecord, type UserRecord } from './users.ts';

/** An administrator's session in the console. Its token is a cookie, and stored as its hash. */
export interface ConsoleSessionRecord {
  readonly sessionId: string;
  readonly administratorId: string;
  /** When a code was last verified in it. */
  readonly verifiedAt: number;
  /** When it ends if nothing is done. */
  readonly idleAt: number;
  /** The absolute end. */
  readonly endsAt: number;
}

export interface LiveConsoleSession {
  readonly administrator: AdministratorUser;
  readonly session: ConsoleSessionRecord;
}

/** A row of `users` that has a role: an administrator. */
export type AdministratorUser = UserRecord & { readonly role: NonNullable<UserRecord['role']> };

export interface ConsoleSessionStore {
  /** The session of a token that is not over; being used keeps it from ending. */
  useConsoleSession(tokenHash: string, now: number): Promise<LiveConsoleSession | undefined>;
  /** Ends a session, or every session and known browser of its administrator. */
  endConsoleSession(end: {
    readonly sessionId: string;
    readonly scope: 'here' | 'everywhere';
    readonly at: number;
    readonly by: Actor;
  }): Promise<void>;
}

const insertSession = command(`
  INSERT INTO console_sessions (session_id, token_hash, administrator_id, created_at, verified_at, idle_at, ends_at)
  VALUES (:sessionId, :tokenHash, :administratorId, :at, :at, :idleAt, :endsAt)`);

const columns = `session_id AS "sessionId", administrator_id AS "administratorId", verified_at AS "verifiedAt",
  idle_at AS "idleAt", ends_at AS "endsAt"`;

/** No idle time ends later than it can: one that does is from a clock that was ahead. */
const isLive = `idle_at > :now AND ends_at > :now
  AND idle_at - ${durations.consoleIdle + durations.ahead} <= :now`;

const selectByToken = query<ConsoleSessionRecord>(
  `SELECT ${columns} FROM console_sessions WHERE token_hash = :tokenHash AND ${isLive}`,
);

const selectById = query<ConsoleSessionRecord>(
  `SELECT ${columns} FROM console_sessions WHERE session_id = :sessionId AND ${isLive}`,
);

const extend = command(`
  UPDATE console_sessions SET idle_at = :idleAt WHERE session_id = :sessionId AND idle_at < :idleAt`);

const renewVerifiedAt = command(`
  UPDATE console_sessions SET verified_at = :now, idle_at = :idleAt WHERE session_id = :sessionId AND ${isLive}`);

const removeOne = command('DELETE FROM console_sessions WHERE session_id = :sessionId');

const removeAll = command('DELETE FROM console_sessions WHERE administrator_id = :administratorId');

/** Use is noted no oftener, so that a read seldom costs a write. */
const noteEveryMs = 30_000;

/** Begins a session; part of the transaction that accepted the code. */
export function* beginConsoleSession(
  { sessionId, refreshHash: tokenHash }: Pick<NewSession, 'sessionId' | 'refreshHash'>,
  { administratorId, at }: { readonly administratorId: string; readonly at: number },
): Script<ConsoleSessionRecord> {
  const idleAt = at + durations.consoleIdle;
  const endsAt = at + durations.consoleAbsolute;
  yield* insertSession.run({ sessionId, tokenHash, administratorId, at, idleAt, endsAt });
  return { sessionId, administratorId, verifiedAt: at, idleAt, endsAt };
}

export function* useConsoleSession(
  tokenHash: string,
  now: number,
): Script<LiveConsoleSession | undefined> {
  const live = yield* withAdministrator(yield* selectByToken.first({ tokenHash, now }));
  if (live === undefined) return undefined;
  const { session } = live;
  const idleAt = idleEnd(session, now);
  if (idleAt - session.idleAt < noteEveryMs) return live;
  yield* extend.run({ sessionId: session.sessionId, idleAt });
  return { ...live, session: { ...session, idleAt } };
}

/** A session that is not over, by its ID. */
export function* findConsoleSession(
  sessionId: string,
  now: number,
): Script<LiveConsoleSession | undefined> {
  return yield* withAdministrator(yield* selectById.first({ sessionId, now }));
}

/** Makes a session fresh; false when it is over. */
export function* freshenConsoleSession(
  session: ConsoleSessionRecord,
  now: number,
): Script<boolean> {
  const { sessionId } = session;
  const idleAt = idleEnd(session, now);
  return (yield* renewVerifiedAt.run({ sessionId, now, idleAt })) === 1;
}

export function* endConsoleSession(end: {
  readonly sessionId: string;
  readonly scope: 'here' | 'everywhere';
  readonly at: number;
  readonly by: Actor;
}): Script<void> {
  const { sessionId, scope, at, by } = end;
  const session = yield* selectById.first({ sessionId, now: at });
  if (session === undefined) return;
  const { administratorId } = session;
  if (scope === 'everywhere') {
    yield* endConsoleSessionsOf(administratorId);
    yield* forgetBrowsersOfUser(administratorId);
  } else {
    yield* removeOne.run({ sessionId });
  }
  yield* recordEvent({
    action: 'console.signed_out',
    at,
    by,
    userId: administratorId,
    reason: scope,
  });
}

/** Ends every session of an administrator. */
export function* endConsoleSessionsOf(administratorId: string): Script<void> {
  yield* removeAll.run({ administratorId });
}

function* withAdministrator(
  session: ConsoleSessionRecord | undefined,
): Script<LiveConsoleSession | undefined> {
  if (session === undefined) return undefined;
  const user = yield* findUserRecord(session.administratorId);
  return user !== undefined && isAdministrator(user) ? { administrator: user, session } : undefined;
}

export function isAdministrator(user: UserRecord): user is AdministratorUser {
  return user.role !== null && user.status === 'enabled';
}

/** Using a session puts its end off, but never beyond its absolute end. */
function idleEnd({ endsAt }: ConsoleSessionRecord, now: number): number {
  return Math.min(now + durations.consoleIdle, endsAt);
}
