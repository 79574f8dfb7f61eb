import { durations } from '../core/durations.ts';
import { recordEvent, type Actor } from './events.ts';
import { command, query, type Script } from './script.ts';
import type { UserRecord } from './users.ts';
import { findUserRecord } from './users.ts';

/** A family of refresh tokens, begun by one verification. */
export interface SessionRecord {
  readonly sessionId: string;
  readonly userId: string;
  readonly createdAt: number;
  /** When a code was last verified in it. */
  readonly verifiedAt: number;
  /** The absolute end. */
  readonly expiresAt: number;
}

export interface NewSession {
  readonly sessionId: string;
  readonly userId: string;
  readonly refreshHash: string;
  readonly at: number;
}

export interface LiveSession {
  readonly user: UserRecord;
  readonly session: SessionRecord;
  /** When its newest refresh token ends. */
  readonly refreshExpiresAt: number;
}

export interface RefreshRequest {
  readonly refreshHash: string;
  readonly successorHash: string;
  readonly now: number;
  readonly by: Actor;
}

export interface SessionEnd {
  readonly sessionId: string;
  /** Every session of the user, and the enrollments they began. */
  readonly scope: 'here' | 'everywhere';
  readonly at: number;
  readonly by: Actor;
}

export interface SessionStore {
  /** A session that is not over, with its user, who is enabled. */
  findLiveSession(sessionId: string, now: number): Promise<LiveSession | undefined>;
  /** The session of a refresh token that may still be used; one from before is a reuse and ends its family. */
  identifyRefreshToken(request: Omit<RefreshRequest, 'successorHash'>): Promise<string | undefined>;
  /**
   * Rotates a refresh token by one conditional update. The same request within 10 s gets the same successor; a reuse
   * after that ends the family. Undefined when the token is not (or no longer) good.
   */
  refreshSession(request: RefreshRequest): Promise<LiveSession | undefined>;
  endSession(end: SessionEnd): Promise<void>;
  /** A user's sessions that are not over, newest first. */
  listSessions(userId: string, now: number): Promise<readonly SessionRecord[]>;
  /** Ends one session of a user; false when it is not theirs or over. */
  endOwnSession(end: {
    readonly userId: string;
    readonly sessionId: string;
    readonly at: number;
    readonly by: Actor;
  }): Promise<boolean>;
}

const insertSession = command(`
  INSERT INTO sessions (session_id, user_id, created_at, verified_at, expires_at)
  VALUES (:sessionId, :userId, :at, :at, :expiresAt)`);

const insertRefreshToken = command(`
  INSERT INTO refresh_tokens (token_hash, session_id, expires_at)
  VALUES (:refreshHash, :sessionId, :expiresAt)`);

/** What a clock made that was ahead would live longer than it may. */
const isNotAhead = `created_at - ${durations.ahead} <= :now`;

const selectSession = query<SessionRecord>(`
  SELECT session_id AS "sessionId", user_id AS "userId", created_at AS "createdAt", verified_at AS "verifiedAt",
    expires_at AS "expiresAt"
  FROM sessions WHERE session_id = :sessionId AND ended_at IS NULL AND expires_at > :now
    AND ${isNotAhead}`);

const selectNewestRefreshExpiry = query<{ expiresAt: number }>(`
  SELECT expires_at AS "expiresAt" FROM refresh_tokens
  WHERE session_id = :sessionId AND rotated_at IS NULL AND expires_at > :now`);

interface RefreshTokenRecord {
  readonly sessionId: string;
  readonly rotatedAt: number | null;
}

const selectRefreshToken = query<RefreshTokenRecord>(`
  SELECT session_id AS "sessionId", rotated_at AS "rotatedAt" FROM refresh_tokens
  WHERE token_hash = :refreshHash AND expires_at > :now`);

const rotateRefreshToken = command(`
  UPDATE refresh_tokens SET rotated_at = :now WHERE token_hash = :refreshHash AND rotated_at IS NULL`);

const endOneSession = command(
  'UPDATE sessions SET ended_at = :at WHERE session_id = :sessionId AND ended_at IS NULL',
);

const selectSessions = query<SessionRecord>(`
  SELECT session_id AS "sessionId", user_id AS "userId", created_at AS "createdAt", verified_at AS "verifiedAt",
    expires_at AS "expiresAt"
  FROM sessions WHERE user_id = :userId AND ended_at IS NULL AND expires_at > :now AND ${isNotAhead}
  ORDER BY created_at DESC, session_id`);

const endSessionOfUser = command(`
  UPDATE sessions SET ended_at = :at
  WHERE session_id = :sessionId AND user_id = :userId AND ended_at IS NULL AND expires_at > :at`);

const renewVerifiedAt = command(`
  UPDATE sessions SET verified_at = :now WHERE session_id = :sessionId AND ended_at IS NULL AND expires_at > :now`);

const endUserSessions = command(
  'UPDATE sessions SET ended_at = :at WHERE user_id = :userId AND ended_at IS NULL',
);

const removeSessionEnrollments = command(`
  DELETE FROM enrollments WHERE session_id IN (SELECT session_id FROM sessions WHERE user_id = :userId)`);

/** Begins a session; part of the transaction that accepted the code. Returns when its refresh token ends. */
export function* beginSession({ refreshHash, ...session }: NewSession): Script<LiveSessionTimes> {
  const expiresAt = session.at + durations.refreshAbsolute;
  const refreshExpiresAt = Math.min(session.at + durations.refreshIdle, expiresAt);
  yield* insertSession.run({ ...session, expiresAt });
  yield* insertRefreshToken.run({
    refreshHash,
    sessionId: session.sessionId,
    expiresAt: refreshExpiresAt,
  });
  return { verifiedAt: session.at, refreshExpiresAt };
}

/** The times of a session that its tokens carry. */
export interface LiveSessionTimes {
  readonly verifiedAt: number;
  readonly refreshExpiresAt: number;
}

export function* findLiveSession(sessionId: string, now: number): Script<LiveSession | undefined> {
  const session = yield* selectSession.first({ sessionId, now });
  if (session === undefined) return undefined;
  const user = yield* findUserRecord(session.userId);
  if (user?.status !== 'enabled') return undefined;
  const newest = yield* selectNewestRefreshExpiry.first({ sessionId, now });
  return newest && { user, session, refreshExpiresAt: newest.expiresAt };
}

export function* identifyRefreshToken(
  request: Omit<RefreshRequest, 'successorHash'>,
): Script<string | undefined> {
  const { refreshHash, now } = request;
  const token = yield* selectRefreshToken.first({ refreshHash, now });
  if (token === undefined) return undefined;
  if (isUsable(token, now)) return token.sessionId;
  yield* endReused(token.sessionId, request);
  return undefined;
}

export function* refreshSession(request: RefreshRequest): Script<LiveSession | undefined> {
  const { refreshHash, successorHash, now } = request;
  const token = yield* selectRefreshToken.first({ refreshHash, now });
  if (token === undefined) return undefined;
  const live = yield* findLiveSession(token.sessionId, now);
  if (live === undefined) return undefined;

  const rotated = yield* rotateRefreshToken.run({ refreshHash, now });
  if (rotated === 1) {
    const expiresAt = Math.min(now + durations.refreshIdle, live.session.expiresAt);
    yield* insertRefreshToken.run({
      refreshHash: successorHash,
      sessionId: token.sessionId,
      expiresAt,
    });
    return { ...live, refreshExpiresAt: expiresAt };
  }
  const again = yield* selectRefreshToken.first({ refreshHash, now });
  if (again !== undefined && isUsable(again, now)) {
    return yield* findLiveSession(token.sessionId, now);
  }
  yield* endReused(token.sessionId, request);
  return undefined;
}

function isUsable({ rotatedAt }: RefreshTokenRecord, now: number): boolean {
  // Either side of now: clocks differ, and one that was ahead must not stretch it.
  return rotatedAt === null || Math.abs(now - rotatedAt) <= durations.refreshRepeat;
}

/** A token that was rotated long ago came back: two hold it, and one of them should not. */
function* endReused(
  sessionId: string,
  { now, by }: Pick<RefreshRequest, 'now' | 'by'>,
): Script<void> {
  const session = yield* selectSession.first({ sessionId, now });
  // Of those that come back at once, the one that ends the family is recorded.
  if (session === undefined || (yield* endOneSession.run({ sessionId, at: now })) === 0) return;
  yield* recordEvent({ action: 'session.reused', at: now, by, userId: session.userId });
}

export function* endSession({ sessionId, scope, at, by }: SessionEnd): Script<void> {
  const session = yield* selectSession.first({ sessionId, now: at });
  if (session === undefined) return;
  if (scope === 'everywhere') yield* endSessionsOfUser(session.userId, at);
  else yield* endOneSession.run({ sessionId, at });
  yield* recordEvent({ action: 'session.ended', at, by, userId: session.userId, reason: scope });
}

export function listSessions(userId: string, now: number): Script<readonly SessionRecord[]> {
  return selectSessions.all({ userId, now });
}

export function* endOwnSession(end: {
  readonly userId: string;
  readonly sessionId: string;
  readonly at: number;
  readonly by: Actor;
}): Script<boolean> {
  const { userId, sessionId, at, by } = end;
  if ((yield* endSessionOfUser.run({ userId, sessionId, at })) === 0) return false;
  yield* recordEvent({ action: 'session.ended', at, by, userId, reason: 'one' });
  return true;
}

/** Makes a session fresh; false when it is over. */
export function* freshenSession(sessionId: string, now: number): Script<boolean> {
  return (yield* renewVerifiedAt.run({ sessionId, now })) === 1;
}

/** Ends every session of a user and the enrollments they began. */
export function* endSessionsOfUser(userId: string, at: number): Script<void> {
  yield* endUserSessions.run({ userId, at });
  yield* removeSessionEnrollments.run({ userId });
}
