import Database from 'better-sqlite3';
import { migrations } from '../migrations/migrations.ts';
import { backupTable } from '../sqlite/open-database.ts';
import { toSqliteSchema } from '../sqlite/to-sqlite.ts';
import { BackupError } from './backup-error.ts';
import { backupTableSql } from './backup-file.ts';

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

/** What may be there besides: the mark of a backup, and what SQLite makes by itself. */
const allowed = new Set([
  `table ${backupTable}: ${backupTableSql}`,
  'table sqlite_sequence: CREATE TABLE sqlite_sequence(name,seq)',
  'table sqlite_stat1: CREATE TABLE sqlite_stat1(tbl,idx,stat)',
  'table sqlite_stat4: CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)',
]);

/** The indexes of keys have no words of their own: they come from those of their table. */
function describeSchema(database: Database.Database): readonly string[] {
  return database
    .prepare<[], string>(
      "SELECT type || ' ' || name || ': ' || sql FROM sqlite_schema WHERE sql IS NOT NULL",
    )
    .pluck()
    .all()
    .filter((entry) => !allowed.has(entry));
}
