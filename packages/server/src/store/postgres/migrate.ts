import type { Pool } from 'pg';
import { StorageUnavailableError } from '../engine.ts';
import { pendingMigrations } from '../migrations/migrations.ts';
import { fillDialect } from './to-postgres.ts';

/** Any number that no other program uses for its own lock in this database. */
const migrationLock = 7_086_411_803;

/**
 * Brings the schema up to date in one transaction. Servers that start together wait for each other here, and only the
 * first changes anything.
 * @throws StorageUnavailableError when commits would not be durable; Error when the schema is newer than this program
 */
export async function migrate(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL statement_timeout = 0');
    await client.query('SET LOCAL lock_timeout = 0');
    await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
    await requireDurableCommits(client);
    await client.query(
      'CREATE TABLE IF NOT EXISTS schema_migrations (version BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)',
    );
    const { rows } = await client.query<{ version: number }>(
      'SELECT coalesce(max(version), 0) AS version FROM schema_migrations',
    );
    for (const { version, name, sql, postgres } of pendingMigrations(rows[0]?.version ?? 0)) {
      await client.query(fillDialect(sql));
      if (postgres !== undefined) await client.query(postgres);
      await client.query('INSERT INTO schema_migrations VALUES ($1, $2, $3)', [
        version,
        name,
        Date.now(),
      ]);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

async function requireDurableCommits(client: {
  query: (sql: string) => Promise<{ rows: unknown[] }>;
}): Promise<void> {
  const { rows } = await client.query('SHOW synchronous_commit');
  const [row] = rows as { synchronous_commit: string }[];
  if (row?.synchronous_commit !== 'off') return;
  throw new StorageUnavailableError(
    'PostgreSQL is set to synchronous_commit=off, so an acknowledged write could be lost. Set it to on for this database: ALTER DATABASE ... SET synchronous_commit = on.',
  );
}
