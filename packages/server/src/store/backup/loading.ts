import type Database from 'better-sqlite3';

/**
 * Does something with a SQLite file of our own in one transaction, while none of its triggers fires: what they would
 * write is among the rows that come.
 */
export async function whileLoading(
  database: Database.Database,
  load: () => Promise<void>,
): Promise<void> {
  database.pragma('foreign_keys = OFF');
  database.exec('BEGIN');
  const triggers = database
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'",
    )
    .all();
  for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`);
  await load();
  for (const { sql } of triggers) database.exec(sql);
  database.exec('COMMIT');
}
