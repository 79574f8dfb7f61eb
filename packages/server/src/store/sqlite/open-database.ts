import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { StorageUnavailableError } from '../engine.ts';
import { pendingMigrations } from '../migrations/migrations.ts';
import { toSqliteSchema } from './to-sqlite.ts';

/** How long a write waits for another process's lock before it is refused. */
const busyTimeoutMs = 2000;

/** `synchronous=FULL`, as SQLite numbers it. */
const synchronousFull = 2;

/**
 * Opens, or makes, the database file: readable by its owner only, WAL, every commit synced, foreign keys on, schema
 * up to date.
 * @throws StorageUnavailableError with what is wrong and what to do
 */
export function openDatabase(path: string): Database.Database {
  try {
    createFile(path);
    const database = new Database(path, { timeout: busyTimeoutMs });
    try {
      configure(database);
      migrate(database);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    if (error instanceof StorageUnavailableError) throw error;
    throw new StorageUnavailableError(`The database ${path} cannot be used: ${why(error)}`, error);
  }
}

function createFile(path: string): void {
  if (path === ':memory:') return;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (existsSync(path)) chmodSync(path, 0o600);
  else closeSync(openSync(path, 'ax', 0o600));
}

function configure(database: Database.Database): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  const synchronous = database.pragma('synchronous', { simple: true });
  const foreignKeys = database.pragma('foreign_keys', { simple: true });
  if (synchronous !== synchronousFull || foreignKeys !== 1) {
    throw new StorageUnavailableError(
      'SQLite did not take synchronous=FULL and foreign_keys=ON, so an acknowledged write could be lost. Refusing to start.',
    );
  }
}

function migrate(database: Database.Database): void {
  database
    .transaction(() => {
      database.exec(
        'CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT',
      );
      const version = database
        .prepare<[], number>('SELECT coalesce(max(version), 0) FROM schema_migrations')
        .pluck()
        .get();
      const record = database.prepare('INSERT INTO schema_migrations VALUES (?, ?, ?)');
      for (const migration of pendingMigrations(version ?? 0)) {
        database.exec(toSqliteSchema(migration.sql));
        if (migration.sqlite !== undefined) database.exec(migration.sqlite);
        record.run(migration.version, migration.name, Date.now());
      }
    })
    .immediate();
}

function why(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : String(error);
  return advice[code] ?? `${message}.`;
}

const readOnly =
  'the file or its folder is read-only. Make both writable for the user that runs totp-kit, or name another place in DATABASE_URL.';
const noAccess =
  'this user may not read or write there. Give it the rights, or name another place in DATABASE_URL.';

const advice: Readonly<Record<string, string>> = {
  EACCES: noAccess,
  EPERM: noAccess,
  EROFS: readOnly,
  SQLITE_READONLY: readOnly,
  SQLITE_READONLY_DIRECTORY: readOnly,
  SQLITE_CANTOPEN: noAccess,
  ENOTDIR: 'a part of that path is a file, not a folder. Name another place in DATABASE_URL.',
  EEXIST: 'a part of that path is a file, not a folder. Name another place in DATABASE_URL.',
  EISDIR: 'that is a folder. DATABASE_URL must name a file.',
  ENOSPC: 'the disk is full. Make space and start again.',
  SQLITE_FULL: 'the disk is full. Make space and start again.',
  SQLITE_BUSY: 'another program holds its lock. Stop that program and start again.',
  SQLITE_NOTADB:
    'it is not a SQLite database. It was left untouched; restore a backup or name another file in DATABASE_URL.',
  SQLITE_CORRUPT:
    'it is damaged. It was left untouched; restore a backup or name another file in DATABASE_URL.',
};
