import Database from 'better-sqlite3';
import { migrations } from '../store/migrations/migrations.ts';
import { toSqliteSchema } from '../store/sqlite/to-sqlite.ts';

/** Makes a SQLite file as a program of that schema version left it, with what `sql` puts in. */
export function makeOldDatabase(path: string, version: number, sql: string): void {
  const database = new Database(path);

  database.exec(
    'CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT',
  );
  const record = database.prepare('INSERT INTO schema_migrations VALUES (?, ?, 0)');
  for (const migration of migrations.filter((one) => one.version <= version)) {
    database.exec(toSqliteSchema(migration.sql));
    database.exec(migration.sqlite ?? '');
    record.run(migration.version, migration.name);
  }
  database.exec(sql);
  database.close();
}
