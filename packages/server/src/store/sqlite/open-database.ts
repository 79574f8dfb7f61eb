import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import { StorageUnavailableError } from '../engine.ts';
import { newestVersion, pendingMigrations } from '../migrations/migrations.ts';
import { createFile, isFileThere, keepPrivate } from './database-file.ts';
import { backupInPlace, explainFault, goneFile, replacedFile } from './faults.ts';
import { toSqliteSchema } from './to-sqlite.ts';

/** The table that only backups have. */
export const backupTable = 'totp_kit_backup';

/** How long to wait for another process's lock where nobody else waits for this one. */
const busyTimeoutMs = 2000;

/** How long a start waits for another one that brings a large database up to date. */
const migrationTimeoutMs = 120_000;

/** `synchronous=FULL`, as SQLite numbers it. */
const synchronousFull = 2;

/** How large the log may stay when its content is in the database: a long reader may have made it longer. */
const logBytes = 16 * 1024 * 1024;

/**
 * Opens, or makes, the database file: readable by its owner only, WAL, every commit synced, foreign keys on, schema
 * up to date. A file that is damaged or of a newer program is left as it is.
 * @throws StorageUnavailableError with what is wrong and what to do
 */
export function openDatabase(path: string): Database.Database {
  return explaining(path, () => {
    if (!isFileThere(path)) createFile(path, (draft) => openWritable(draft, migrate).close());
    const isPending = pendingMigrations(readVersionAt(path)).length > 0;
    keepPrivate(path);
    return openWritable(path, isPending ? migrate : requireNothing);
  });
}

/**
 * Opens the database again that was lost while the server ran: it makes none, and brings none up to date.
 * @param birth as `readBirth` said it of the database that was lost
 * @throws StorageUnavailableError
 */
export function reopenDatabase(path: string, birth: number): Database.Database {
  return explaining(path, () => {
    if (!isFileThere(path)) throw goneFile(path);
    return openWritable(path, (database) => {
      if (readBirth(database) === birth && readVersion(database) === newestVersion) return;
      throw replacedFile(
        path,
        'another database stands there than when the server started. If it is the right one, restart totp-kit; otherwise put the right one back.',
      );
    });
  });
}

/** When the database was made, which tells it from another one. Milliseconds since 1970. */
export function readBirth(database: Database.Database): number {
  const first = database.prepare<[], number>('SELECT min(applied_at) FROM schema_migrations');
  return first.pluck().get() ?? 0;
}

/**
 * The schema version of a database file, which is left as it is; 0 where there is no file, or nothing in it yet.
 * @throws StorageUnavailableError
 */
export function readSqliteSchemaVersion(path: string): number {
  return explaining(path, () => (isFileThere(path) ? readVersionAt(path) : 0));
}

/**
 * Reads every page of a database that was found damaged, by a handle that cannot write.
 * @throws StorageUnavailableError where something is wrong
 */
export function requireSound(path: string): void {
  explaining(path, () => {
    if (!isFileThere(path)) throw goneFile(path);
    const database = openReadOnly(path);
    try {
      const [first] = database.pragma('quick_check(1)') as readonly object[];
      if (first !== undefined && Object.values(first)[0] === 'ok') return;
      throw Object.assign(new Error('quick_check found damage'), { code: 'SQLITE_CORRUPT' });
    } finally {
      database.close();
    }
  });
}

/** A handle that cannot change anything, not even when it is the last one to be closed. */
export function openReadOnly(path: string): Database.Database {
  return new Database(resolve(path), {
    readonly: true,
    fileMustExist: true,
    timeout: busyTimeoutMs,
  });
}

function explaining<Result>(path: string, use: () => Result): Result {
  try {
    return use();
  } catch (error) {
    throw explainFault(error, path);
  }
}

function readVersionAt(path: string): number {
  const database = openReadOnly(path);
  try {
    const tables = database
      .prepare<[], string>(
        `SELECT name FROM sqlite_schema WHERE name IN ('schema_migrations', '${backupTable}')`,
      )
      .pluck()
      .all();
    if (tables.includes(backupTable)) throw backupInPlace(path);
    return tables.includes('schema_migrations') ? readVersion(database) : 0;
  } finally {
    database.close();
  }
}

function openWritable(
  path: string,
  prepare: (database: Database.Database) => void,
): Database.Database {
  const database = new Database(resolve(path), { timeout: busyTimeoutMs, fileMustExist: true });
  try {
    configure(database);
    prepare(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function configure(database: Database.Database): void {
  const journal = database.pragma('journal_mode = WAL', { simple: true });
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('temp_store = MEMORY');
  database.pragma(`journal_size_limit = ${logBytes}`);
  const synchronous = database.pragma('synchronous', { simple: true });
  const foreignKeys = database.pragma('foreign_keys', { simple: true });
  if (journal !== 'wal' || synchronous !== synchronousFull || foreignKeys !== 1) {
    throw new StorageUnavailableError(
      'SQLite did not take journal_mode=WAL, synchronous=FULL and foreign_keys=ON, so an acknowledged write could be lost. Refusing to start. Put the database on a local disk, and run totp-kit with the better-sqlite3 that it was installed with.',
    );
  }
}

function requireNothing(): void {}

function migrate(database: Database.Database): void {
  database.exec(`PRAGMA busy_timeout = ${migrationTimeoutMs}`);
  database
    .transaction(() => {
      database.exec(
        'CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT',
      );
      const record = database.prepare('INSERT INTO schema_migrations VALUES (?, ?, ?)');
      for (const migration of pendingMigrations(readVersion(database))) {
        database.exec(toSqliteSchema(migration.sql));
        if (migration.sqlite !== undefined) database.exec(migration.sqlite);
        record.run(migration.version, migration.name, Date.now());
      }
    })
    .immediate();
}

function readVersion(database: Database.Database): number {
  const newest = database.prepare<[], number>(
    'SELECT coalesce(max(version), 0) FROM schema_migrations',
  );
  return newest.pluck().get() ?? 0;
}
