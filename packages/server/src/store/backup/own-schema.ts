import Database from 'better-sqlite3';
import { migrations } from '../migrations/migrations.ts';
import { backupTable } from '../sqlite/open-database.ts';
import { toSqliteSchema } from '../sqlite/to-sqlite.ts';
import { BackupError } from './backup-error.ts';

/** Makes the tables of a schema version, with all that belongs to them. */
export function makeSchema(copy: Database.Database, version: number): void {
  copy.exec(
    'CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT',
  );
  for (const migration of migrations.filter((one) => one.version <= version)) {
    copy.exec(toSqliteSchema(migration.sql));
    if (migration.sqlite !== undefined) copy.exec(migration.sqlite);
  }
}

/**
 * Makes sure that a file has the tables, indexes and triggers of its schema version and no others: the digest of a
 * backup is of its rows, and a trigger could undo what a restore ends.
 * @throws BackupError
 */
export function requireOwnSchema(copy: Database.Database, version: number): void {
  const own = new Database(':memory:');
  try {
    makeSchema(own, version);
    const expected = new Set(describeSchema(own));
    const found = describeSchema(copy);
    if (found.length === expected.size && found.every((entry) => expected.has(entry))) return;
    throw new BackupError(
      'Its tables, indexes or triggers are not those that totp-kit makes: somebody has changed it. It was left untouched; take another backup.',
    );
  } finally {
    own.close();
  }
}

function describeSchema(database: Database.Database): readonly string[] {
  return database
    .prepare<[string], string>(
      `SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema
       WHERE type NOT IN ('table', 'index') OR (substr(name, 1, 7) <> 'sqlite_' AND name <> ?)`,
    )
    .pluck()
    .all(backupTable);
}
