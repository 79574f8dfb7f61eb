import Database from 'better-sqlite3';
import { StorageUnavailableError, type SqlEngine } from '../engine.ts';
import type { Script, Statement, StepResult } from '../script.ts';
import { openDatabase } from './open-database.ts';
import { toSqlite } from './to-sqlite.ts';

/** A write that waits for its group: how to run it inside the transaction, and how to answer once that is settled. */
interface PendingWrite {
  /** Runs the script and keeps its result; throws what the script throws. */
  readonly run: () => void;
  /** After the commit. */
  readonly acknowledge: () => void;
  readonly refuse: (error: Error) => void;
}

/**
 * SQLite by better-sqlite3. The writes of one turn of the event loop run in one transaction and share one sync
 * (group commit); each has its savepoint, so one that fails takes no other with it.
 */
export class SqliteEngine implements SqlEngine {
  readonly #database: Database.Database;
  readonly #prepared = new Map<Statement, Database.Statement>();
  readonly #begin: Database.Statement;
  readonly #commit: Database.Statement;
  readonly #rollback: Database.Statement;
  readonly #savepoint: Database.Statement;
  readonly #release: Database.Statement;
  readonly #rollbackToSavepoint: Database.Statement;
  #pending: PendingWrite[] = [];

  /** @throws StorageUnavailableError when the file cannot be used */
  constructor(path: string) {
    this.#database = openDatabase(path);
    this.#begin = this.#database.prepare('BEGIN IMMEDIATE');
    this.#commit = this.#database.prepare('COMMIT');
    this.#rollback = this.#database.prepare('ROLLBACK');
    this.#savepoint = this.#database.prepare('SAVEPOINT one_write');
    this.#release = this.#database.prepare('RELEASE one_write');
    this.#rollbackToSavepoint = this.#database.prepare('ROLLBACK TO one_write');
  }

  read<Result>(makeScript: () => Script<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      try {
        resolve(this.#runScript(makeScript()));
      } catch (error) {
        reject(asStorageError(error));
      }
    });
  }

  write<Result>(makeScript: () => Script<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      let result: Result;
      this.#pending.push({
        run: () => {
          result = this.#runScript(makeScript());
        },
        acknowledge: () => {
          resolve(result);
        },
        refuse: reject,
      });
      if (this.#pending.length === 1) setImmediate(this.#runGroup);
    });
  }

  async close(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#database.close();
  }

  readonly #runGroup = (): void => {
    const group = this.#pending;
    this.#pending = [];
    try {
      this.#begin.run();
      const succeeded = group.filter((write) => this.#runInSavepoint(write));
      this.#commit.run();
      for (const write of succeeded) write.acknowledge();
    } catch (error) {
      if (this.#database.inTransaction) this.#rollback.run();
      for (const write of group) write.refuse(asStorageError(error));
    }
  };

  /** Whether the write succeeded. @throws when SQLite gave up the whole transaction (disk full, I/O error) */
  #runInSavepoint(write: PendingWrite): boolean {
    this.#savepoint.run();
    try {
      write.run();
      this.#release.run();
      return true;
    } catch (error) {
      if (!this.#database.inTransaction) throw error;
      this.#rollbackToSavepoint.run();
      this.#release.run();
      write.refuse(asStorageError(error));
      return false;
    }
  }

  #runScript<Result>(script: Script<Result>): Result {
    let next = script.next();
    while (next.done !== true) {
      const { statement, parameters } = next.value;
      const prepared = this.#prepare(statement);
      const result: StepResult = statement.returnsRows
        ? { rows: prepared.all(parameters), changes: 0 }
        : { rows: [], changes: prepared.run(parameters).changes };
      next = script.next(result);
    }
    return next.value;
  }

  #prepare(statement: Statement): Database.Statement {
    const known = this.#prepared.get(statement);
    if (known !== undefined) return known;
    const prepared = this.#database.prepare(toSqlite(statement.sql));
    this.#prepared.set(statement, prepared);
    return prepared;
  }
}

/** Refusals of SQLite become one error; a mistake of ours (a constraint, a wrong statement) stays what it is. */
function asStorageError(error: unknown): Error {
  if (!(error instanceof Database.SqliteError)) {
    return error instanceof Error ? error : new Error(String(error));
  }
  const isOurMistake = error.code.startsWith('SQLITE_CONSTRAINT') || error.code === 'SQLITE_ERROR';
  return isOurMistake
    ? error
    : new StorageUnavailableError(`SQLite refused: ${error.message} (${error.code})`, error);
}
