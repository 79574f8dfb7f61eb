import type Database from 'better-sqlite3';
import type { Script, Statement, StepResult } from '../script.ts';
import { identifyFile, type FileIdentity } from './database-file.ts';
import { emptyFile, goneFile, replacedFile } from './faults.ts';
import { openDatabase, openReadOnly, readBirth, reopenDatabase } from './open-database.ts';
import { toSqlite } from './to-sqlite.ts';

const otherFile =
  'another file was put in its place, or its -wal file was taken away, while the server ran. What was written last may be lost, so nothing goes on by itself. Put back the very files if you still have them; otherwise stop totp-kit, restore a backup by `totp-kit restore`, and start it again.';

/** One open handle of a database file, with what was prepared on it. */
export class SqliteConnection {
  /** When the database was made; another one has another. */
  readonly birth: number;
  readonly identity: FileIdentity;
  readonly #path: string;
  readonly #database: Database.Database;
  /** The last handle of a file to be closed writes the log into it, unless it cannot write. This one cannot. */
  readonly #keeper: Database.Database;
  readonly #prepared = new Map<Statement, Database.Statement>();
  readonly #begin: Database.Statement;
  readonly #commit: Database.Statement;
  readonly #rollback: Database.Statement;
  readonly #savepoint: Database.Statement;
  readonly #release: Database.Statement;
  readonly #rollbackToSavepoint: Database.Statement;

  private constructor(path: string, database: Database.Database) {
    // Who waits for a lock gives the loop back meanwhile (SqliteEngine); SQLite would hold it.
    database.pragma('busy_timeout = 0');
    this.#path = path;
    this.#database = database;
    this.#keeper = openReadOnly(path);
    this.birth = readBirth(this.#keeper);
    this.identity = requireFile(path);
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
    this.#rollback = database.prepare('ROLLBACK');
    this.#savepoint = database.prepare('SAVEPOINT one_write');
    this.#release = database.prepare('RELEASE one_write');
    this.#rollbackToSavepoint = database.prepare('ROLLBACK TO one_write');
  }

  /** @throws StorageUnavailableError when the file cannot be used */
  static open(path: string): SqliteConnection {
    return new SqliteConnection(path, openDatabase(path));
  }

  /** Opens again what was lost. @throws StorageUnavailableError, also where another database is in its place */
  static reopen(path: string, lost: SqliteConnection): SqliteConnection {
    requireSame(path, lost.identity);
    const connection = new SqliteConnection(path, reopenDatabase(path, lost.birth));
    lost.abandon({ keeper: 'goes' });
    return connection;
  }

  /** Begins a transaction that writes. @throws SqliteError at once when another connection holds the lock */
  begin(): void {
    this.#begin.run();
  }

  commit(): void {
    this.#commit.run();
  }

  rollback(): void {
    if (this.#database.inTransaction) this.#rollback.run();
  }

  /** Writes into the file what stands in the log, as far as readers let it. @throws SqliteError where it cannot */
  checkpoint(): void {
    this.#database.pragma('wal_checkpoint(PASSIVE)');
  }

  /** Runs work that can be undone by itself within the transaction. @throws what it throws, when it is undone */
  inSavepoint(work: () => void): void {
    this.#savepoint.run();
    try {
      work();
    } catch (error) {
      if (this.#database.inTransaction) {
        this.#rollbackToSavepoint.run();
        this.#release.run();
      }
      throw error;
    }
    this.#release.run();
  }

  run<Result>(script: Script<Result>): Result {
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

  /**
   * SQLite writes into the file that it opened, even when nobody will find it again.
   * @throws StorageUnavailableError when the file or its log was deleted, emptied or replaced
   */
  requireInPlace(): void {
    requireSame(this.#path, this.identity);
  }

  close(): void {
    this.#keeper.close();
    this.#database.close();
  }

  /**
   * Closes all that writes, and leaves file and log as they are. While another handle is opened, `keeper` knows which
   * part of the log was committed: without it, what was refused by a failed sync would be found there and taken for good.
   * Nor does another program that closes the file take the log away meanwhile.
   */
  abandon({ keeper }: { readonly keeper: 'stays' | 'goes' }): void {
    this.#database.close();
    if (keeper === 'goes') this.#keeper.close();
  }

  #prepare(statement: Statement): Database.Statement {
    const known = this.#prepared.get(statement);
    if (known !== undefined) return known;
    const prepared = this.#database.prepare(toSqlite(statement.sql));
    this.#prepared.set(statement, prepared);
    return prepared;
  }
}

/** @throws StorageUnavailableError where there is no file, or an empty one */
function requireFile(path: string): FileIdentity {
  const found = identifyFile(path);
  if (found === undefined) throw goneFile(path);
  if (found.isEmpty) throw emptyFile(path);
  return found;
}

/**
 * Only the very file and log that were lost are taken up again: any other may be older, and would accept what it has
 * forgotten that it spent.
 */
function requireSame(path: string, { device, file, log }: FileIdentity): void {
  const found = requireFile(path);
  if (found.device === device && found.file === file && found.log === log) return;
  throw replacedFile(path, otherFile);
}
