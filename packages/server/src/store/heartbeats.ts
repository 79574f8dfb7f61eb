import { durations } from '../core/durations.ts';
import { recordEvent, type Actor } from './events.ts';
import { raiseMark } from './marks.ts';
import { command, query, type Script } from './script.ts';

/** A sign of life of one process, and what others have to know of it. */
export interface Beat {
  readonly serverId: string;
  /** Of the program. */
  readonly version: string;
  /** The ID of the encryption key that it seals with. */
  readonly sealsWith: string;
  /** The IDs of all encryption keys that it has. */
  readonly opensWith: readonly string[];
  readonly startedAt: number;
  /** What the machine's own clock says. */
  readonly machineTime: number;
  /** The time that the server goes by; undefined while it is in doubt. */
  readonly newestTime: number | undefined;
}

export interface DatabaseTimes {
  /** What the database's clock says: PostgreSQL's own, with SQLite the machine's. */
  readonly databaseTime: number;
  /** The newest time that a server went by, before this; null where there was none yet. */
  readonly newestTime: number | null;
}

/** What a sign of life brought back. */
export type Pulse = DatabaseTimes;

export interface ServerRecord {
  readonly serverId: string;
  readonly version: string;
  readonly sealsWith: string;
  readonly opensWith: readonly string[];
  /** How far its machine's clock is ahead of the database's, in milliseconds; negative behind it. */
  readonly clockOffsetMs: number;
  readonly startedAt: number;
  /** By the database's clock. */
  readonly seenAt: number;
}

export interface ClockMove {
  /** The time that servers go by from now on. */
  readonly to: number;
  /** Where the newest time is no farther from there, it was noted already. */
  readonly toleranceMs: number;
  readonly by: Actor;
  readonly reason: string;
}

export interface HeartbeatStore {
  /**
   * Notes in a small transaction that a server lives, and tells the database's time: that it resolves shows that
   * storage takes writes. Servers that nobody saw for a day are forgotten.
   */
  beat(beat: Beat): Promise<Pulse>;
  /** The database's time, without a sign of life. */
  readTimes(): Promise<DatabaseTimes>;
  /** The servers that were seen since then, by the database's clock, those that started first first. */
  listServers(seenSince: number): Promise<readonly ServerRecord[]>;
  /** Forgets a server that stops. */
  forgetServer(serverId: string): Promise<void>;
  /** Moves the newest time and records it as an event; once, however many servers say it. */
  recordClockMove(move: ClockMove): Promise<void>;
}

/** Waits where the table that every request needs is locked, and fails where it is damaged or gone. */
const touchUsers = query('SELECT user_id FROM users LIMIT 1');

const noteServer = query<{ databaseTime: number }>(`
  INSERT INTO servers (server_id, version, seals_with, opens_with, clock_offset_ms, started_at, seen_at)
  VALUES (:serverId, :version, :sealsWith, :opensWith, :machineTime - {{now}}, :startedAt, {{now}})
  ON CONFLICT (server_id) DO UPDATE SET version = excluded.version, seals_with = excluded.seals_with,
    opens_with = excluded.opens_with, clock_offset_ms = excluded.clock_offset_ms, seen_at = excluded.seen_at
  RETURNING seen_at AS "databaseTime"`);

const selectTimes = query<DatabaseTimes>(`
  SELECT {{now}} AS "databaseTime", (SELECT value FROM marks WHERE name = 'newest-time') AS "newestTime"`);

const moveNewestTime = command(`
  UPDATE marks SET value = :to
  WHERE name = 'newest-time' AND (value < :earliest OR value > :latest)`);

const forgetLongUnseen = command(
  'DELETE FROM servers WHERE seen_at < :unseenSince OR seen_at > :latest',
);

const forgetOne = command('DELETE FROM servers WHERE server_id = :serverId');

interface ServerRow extends Omit<ServerRecord, 'opensWith'> {
  /** A JSON array. */
  readonly opensWith: string;
}

const selectServers = query<ServerRow>(`
  SELECT server_id AS "serverId", version, seals_with AS "sealsWith", opens_with AS "opensWith",
    clock_offset_ms AS "clockOffsetMs", started_at AS "startedAt", seen_at AS "seenAt"
  FROM servers WHERE seen_at >= :seenSince ORDER BY started_at, server_id`);

export function* beat({ opensWith, newestTime, ...server }: Beat): Script<Pulse> {
  yield* touchUsers.first({});
  const times = yield* readTimes();
  const noted = yield* noteServer.first({ ...server, opensWith: JSON.stringify(opensWith) });
  const { databaseTime } = noted ?? times;
  if (newestTime !== undefined) yield* raiseMark('newest-time', newestTime);
  yield* forgetLongUnseen.run({
    unseenSince: databaseTime - durations.day,
    // From a clock that was ahead: who lives is back in a moment.
    latest: databaseTime + durations.minute,
  });
  return { ...times, databaseTime };
}

export function* readTimes(): Script<DatabaseTimes> {
  const times = yield* selectTimes.first({});
  if (times === undefined) throw new Error('the database told no time');
  return times;
}

export function* listServers(seenSince: number): Script<readonly ServerRecord[]> {
  const rows = yield* selectServers.all({ seenSince });
  return rows.map((row) => ({ ...row, opensWith: JSON.parse(row.opensWith) as string[] }));
}

export function* forgetServer(serverId: string): Script<void> {
  yield* forgetOne.run({ serverId });
}

export function* recordClockMove({ to, toleranceMs, by, reason }: ClockMove): Script<void> {
  const noted = { earliest: to - toleranceMs, latest: to + toleranceMs };
  if ((yield* moveNewestTime.run({ to, ...noted })) === 0) return;
  yield* recordEvent({ action: 'server.clock_moved', at: to, by, reason });
}
