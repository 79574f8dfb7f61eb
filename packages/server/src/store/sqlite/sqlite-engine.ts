import { setTimeout as sleep } from 'node:timers/promises';
import { type StorageUnavailableError, type SqlEngine } from '../engine.ts';
import type { Script } from '../script.ts';
import { explainFault, isLocked, isSqliteFault } from './faults.ts';
import { LogWatch } from './log-watch.ts';
import { requireSound } from './open-database.ts';
import { SqliteConnection } from './sqlite-connection.ts';

/** How long reads and writes wait for another process's lock before they are refused, and how often they look. */
const lockWaitMs = 2000;
const lockLookMs = 10;

/** A database that was lost is opened again when it is asked for, but no more often than this. */
const reopenAfterMs = 1000;
/** Reading a large database for damage takes its time: that share of all time at most goes into it. */
const mostCheckingShare = 0.1;

/** Where the last group was so little ago, its look at the file is good for the next one. */
const lookedForFileMs = 1;

/** A write that waits for its group: how to run it inside the transaction, and how to answer once that is settled. */
interface PendingWrite {
  /** Runs the script and keeps its result; throws what the script throws. */
  readonly run: (connection: SqliteConnection) => void;
  /** After the commit. */
  readonly acknowledge: () => void;
  readonly refuse: (error: Error) => void;
  /** Until when it waits for a lock; by the clock of `performance.now()`, as all times here. */
  readonly deadline: number;
}

/** A database that cannot be used for now. */
interface Lost {
  readonly fault: StorageUnavailableError;
  readonly connection: SqliteConnection;
  /** It was found damaged, and nothing is written until all of it was read without finding more. */
  readonly isSuspect: boolean;
  readonly reopenAt: number;
}

/**
 * SQLite by better-sqlite3. The writes of one turn of the event loop run in one transaction and share one sync
 * (group commit); each has its savepoint, so one that fails takes no other with it. After a fault that leaves the
 * handle in doubt, the file is opened anew.
 */
export class SqliteEngine implements SqlEngine {
  readonly #path: string;
  readonly #logWatch: LogWatch;
  #connection: SqliteConnection;
  #openedAt = performance.now();
  /** When the file was last seen in its place. */
  #seenAt = 0;
  #lost: Lost | undefined;
  #pending: PendingWrite[] = [];

  /** @throws StorageUnavailableError when the file cannot be used */
  constructor(path: string) {
    this.#path = path;
    this.#logWatch = new LogWatch(path);
    this.#connection = SqliteConnection.open(path);
  }

  async read<Result>(makeScript: () => Script<Result>): Promise<Result> {
    const deadline = performance.now() + lockWaitMs;
    for (;;) {
      try {
        return this.#connect().run(makeScript());
      } catch (error) {
        if (!isLocked(error) || performance.now() >= deadline) throw this.#settle(error);
        await sleep(lockLookMs);
      }
    }
  }

  write<Result>(makeScript: () => Script<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      let result: Result;
      this.#pending.push({
        run: (connection) => {
          result = connection.run(makeScript());
        },
        acknowledge: () => {
          resolve(result);
        },
        refuse: reject,
        deadline: performance.now() + lockWaitMs,
      });
      if (this.#pending.length === 1) setImmediate(this.#runGroup);
    });
  }

  warnings(): readonly string[] {
    if (this.#lost !== undefined) return [];
    return this.#logWatch.look(() => {
      this.#connection.checkpoint();
    });
  }

  async close(): Promise<void> {
    while (this.#pending.length > 0) await sleep(1);
    if (this.#lost !== undefined) this.#lost = { ...this.#lost, reopenAt: Infinity };
    this.#connection.close();
  }

  readonly #runGroup = (): void => {
    const connection = this.#begin();
    if (connection === undefined) return;
    const group = this.#pending;
    this.#pending = [];
    try {
      const succeeded = group.filter((write) => this.#runInSavepoint(connection, write));
      connection.commit();
      this.#requireInPlace(connection, Infinity);
      for (const write of succeeded) write.acknowledge();
    } catch (error) {
      const fault = this.#settle(error);
      for (const write of group) write.refuse(fault);
    }
  };

  /** Undefined where nothing can be written: what has waited too long is refused, the rest is tried again. */
  #begin(): SqliteConnection | undefined {
    try {
      const connection = this.#connect();
      this.#requireInPlace(connection, performance.now() - lookedForFileMs);
      connection.begin();
      return connection;
    } catch (error) {
      const now = performance.now();
      const waiting = isLocked(error) ? this.#pending.filter(({ deadline }) => deadline > now) : [];
      const refused = this.#pending.slice(0, this.#pending.length - waiting.length);
      this.#pending = waiting;
      if (waiting.length > 0) setTimeout(this.#runGroup, lockLookMs);
      if (refused.length === 0) return undefined;
      const fault = this.#settle(error);
      for (const write of refused) write.refuse(fault);
      return undefined;
    }
  }

  /** Whether the write succeeded. @throws when it is SQLite that refused, which is everybody's fault */
  #runInSavepoint(connection: SqliteConnection, write: PendingWrite): boolean {
    try {
      connection.inSavepoint(() => {
        write.run(connection);
      });
      return true;
    } catch (error) {
      if (isSqliteFault(error)) throw error;
      write.refuse(asError(error));
      return false;
    }
  }

  /**
   * SQLite goes on with a file that was deleted or replaced. That must be seen before anything is acknowledged, and
   * should be before it is committed: what was refused is better not stored.
   * @throws StorageUnavailableError, having lost the database, unless it was in place after `seenSince`
   */
  #requireInPlace(connection: SqliteConnection, seenSince: number): void {
    if (this.#seenAt > seenSince) return;
    try {
      connection.requireInPlace();
      this.#seenAt = performance.now();
    } catch (error) {
      throw this.#lose(explainFault(error, this.#path));
    }
  }

  /** @throws StorageUnavailableError while the database is lost */
  #connect(): SqliteConnection {
    if (this.#lost === undefined) return this.#connection;
    const { fault, connection, isSuspect, reopenAt } = this.#lost;
    const startedAt = performance.now();
    if (startedAt < reopenAt) throw fault;
    try {
      if (isSuspect) requireSound(this.#path);
      this.#connection = SqliteConnection.reopen(this.#path, connection);
      this.#openedAt = startedAt;
      this.#lost = undefined;
      return this.#connection;
    } catch (error) {
      const next = explainFault(error, this.#path);
      const tookMs = performance.now() - startedAt;
      this.#lost = {
        fault: next,
        connection,
        isSuspect: isSuspect || next.kind === 'damaged',
        reopenAt: startedAt + Math.max(reopenAfterMs, tookMs / mostCheckingShare),
      };
      throw next;
    }
  }

  /** What to tell of an error; what leaves the handle in doubt loses it. */
  #settle(error: unknown): Error {
    if (!isSqliteFault(error)) return asError(error);
    const fault = explainFault(error, this.#path);
    if (fault.kind !== 'full' && fault.kind !== 'locked') return this.#lose(fault);
    try {
      this.#connection.rollback();
      return fault;
    } catch {
      return this.#lose(fault);
    }
  }

  #lose(fault: StorageUnavailableError): StorageUnavailableError {
    if (this.#lost !== undefined) return fault;
    const connection = this.#connection;
    const isSuspect = fault.kind === 'damaged';
    this.#lost = { fault, connection, isSuspect, reopenAt: this.#openedAt + reopenAfterMs };
    // A file system is not mounted read-only while anything is open that could write.
    connection.abandon({ keeper: fault.kind === 'read-only' ? 'goes' : 'stays' });
    return fault;
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
