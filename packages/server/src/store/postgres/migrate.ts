import { setTimeout as setTimeoutPromise } from 'node:timers/promises';
import type { Client, Pool } from 'pg';
import { StorageUnavailableError } from '../engine.ts';
import { pendingMigrations } from '../migrations/migrations.ts';
import { fillDialect } from './to-postgres.ts';

/** The lock of what a schema has: any number that no other program uses for its own, and the schema. */
const migrationLock = "708641180, hashtext(coalesce(current_schema(), ''))";

/** Others are done sooner than that, unless there is much to do or something is wrong. */
const tellAfterMs = 2000;
const waiting =
  'Waiting for another totp-kit that makes or changes the tables in this database. If there is none, find the session in pg_locks (locktype advisory) and end it by pg_terminate_backend.';

/** How often who may be interrupted asks again. */
const askAgainMs = 250;

interface Queryable {
  query(sql: string): Promise<{ rows: unknown[] }>;
}

/**
 * Brings the schema up to date in one transaction. Servers that start together wait for each other here, and only the
 * first changes anything.
 * @param client without a limit to how long a query takes: a large database takes its time
 * @throws StorageUnavailableError when commits would not be durable; Error when the schema is newer than this program
 */
export async function migrate(
  client: Client,
  onWaiting?: (sentence: string) => void,
): Promise<void> {
  await client.connect();
  try {
    await client.query('BEGIN');
    await bringUpToDate(client, onWaiting);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
}

/** What `migrate` does, as a part of the transaction that the client is in. */
export async function bringUpToDate(
  client: Client,
  onWaiting?: (sentence: string) => void,
): Promise<void> {
  await lockSchema(client, onWaiting);
  await requireDurableCommits(client);
  await client.query(
    'CREATE TABLE IF NOT EXISTS schema_migrations (version BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)',
  );
  const pending = pendingMigrations(await readVersion(client));
  for (const { version, name, sql, postgres } of pending) {
    await client.query(fillDialect(sql));
    if (postgres !== undefined) await client.query(postgres);
    await client.query('INSERT INTO schema_migrations VALUES ($1, $2, $3)', [
      version,
      name,
      Date.now(),
    ]);
  }
}

/** Waits until nobody else makes or changes the schema, and keeps others out until the transaction ends. */
export async function lockSchema(
  client: Client,
  onWaiting?: (sentence: string) => void,
): Promise<void> {
  await client.query('SET LOCAL statement_timeout = 0');
  await client.query('SET LOCAL lock_timeout = 0');
  const timer = setTimeout(() => {
    onWaiting?.(waiting);
  }, tellAfterMs);
  try {
    await client.query(`SELECT pg_advisory_xact_lock(${migrationLock})`);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The same for work that may be interrupted: PostgreSQL does not hear of that while it waits by itself.
 * @param goOn is called while waiting, often, with the milliseconds that it took; it ends the wait by throwing
 */
export async function askForSchemaLock(
  client: Client,
  goOn: (waitedMs: number) => void,
  onWaiting?: (sentence: string) => void,
): Promise<void> {
  const begun = performance.now();
  let tell = onWaiting;
  while (!(await takesLock(client))) {
    const waitedMs = performance.now() - begun;
    if (waitedMs >= tellAfterMs) {
      tell?.(waiting);
      tell = undefined;
    }
    goOn(waitedMs);
    await setTimeoutPromise(askAgainMs);
  }
}

async function takesLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ isTaken: boolean }>(
    `SELECT pg_try_advisory_xact_lock(${migrationLock}) AS "isTaken"`,
  );
  return rows[0]?.isTaken === true;
}

/** The schema version of a database, which is left as it is; 0 where there is nothing in it yet. */
export async function readPostgresSchemaVersion(pool: Pool): Promise<number> {
  const { rows } = await pool.query("SELECT to_regclass('schema_migrations') IS NOT NULL AS there");
  const [row] = rows as { there: boolean }[];
  return row?.there === true ? readVersion(pool) : 0;
}

export async function readVersion(client: Queryable): Promise<number> {
  const { rows } = await client.query(
    'SELECT coalesce(max(version), 0) AS version FROM schema_migrations',
  );
  const [row] = rows as { version: number | string }[];
  return Number(row?.version ?? 0);
}

async function requireDurableCommits(client: Queryable): Promise<void> {
  const { rows } = await client.query('SHOW synchronous_commit');
  const [row] = rows as { synchronous_commit: string }[];
  if (row?.synchronous_commit !== 'off') return;
  throw new StorageUnavailableError(
    'PostgreSQL is set to synchronous_commit=off, so an acknowledged write could be lost. Set it to on for this database: ALTER DATABASE ... SET synchronous_commit = on.',
  );
}
