import Database from 'better-sqlite3';
import { Client } from 'pg';
import { askForSchemaLock, bringUpToDate } from '../postgres/migrate.ts';
import { explainFault } from '../postgres/faults.ts';
import { connectionOf } from '../postgres/postgres-engine.ts';
import { BackupError } from './backup-error.ts';
import type { StageWatcher } from './stages.ts';
import { readTables, type TableShape } from './tables.ts';

const rowsPerStep = 1000;

export interface PostgresLoad {
  /** A SQLite file of this program's schema version. */
  readonly path: string;
  readonly url: string;
  /** The first step whose codes count, from the database's time when everything is in. */
  readonly codesValidFromAt: (now: number) => number;
  /** Takes a sentence when another program is at work on the schema, and is waited for. */
  readonly onWaiting?: (sentence: string) => void;
}

/**
 * Puts every row of a SQLite file into a PostgreSQL database without tables of ours, in one transaction: all of it is
 * there or nothing is.
 * @returns the first step whose codes count
 * @throws BackupError where there are tables; StorageUnavailableError; what `watch` throws
 */
export async function loadPostgres(load: PostgresLoad, watch: StageWatcher): Promise<number> {
  const copy = new Database(load.path, { readonly: true, fileMustExist: true });
  const client = new Client(connectionOf(load.url)).on('error', () => undefined);
  try {
    await client.connect();
    await client.query('BEGIN');
    await askForSchemaLock(
      client,
      (waitedMs) => {
        watch({ what: 'Seconds of waiting', done: Math.floor(waitedMs / 1000) });
      },
      load.onWaiting,
    );
    const tables = readTables(copy);
    await requireNoTables(client, tables);
    await bringUpToDate(client);
    await loadRows({ client, copy, tables }, watch);
    const codesValidFrom = load.codesValidFromAt(await readTime(client));
    await client.query(
      `INSERT INTO marks (name, value) VALUES ('codes-valid-from', $1)
       ON CONFLICT (name) DO UPDATE SET value = greatest(marks.value, $1)`,
      [codesValidFrom],
    );
    await client.query('COMMIT');
    return codesValidFrom;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error instanceof Error && ('severity' in error || 'syscall' in error)
      ? explainFault(error)
      : error;
  } finally {
    copy.close();
    await client.end().catch(() => undefined);
  }
}

/** The tables of ours that are in a PostgreSQL database. @throws StorageUnavailableError */
export async function findTables(url: string): Promise<readonly string[]> {
  const client = new Client(connectionOf(url)).on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string }>(
      `SELECT name FROM unnest(ARRAY['schema_migrations', 'users', 'authenticators', 'events']) AS name
       WHERE to_regclass(name) IS NOT NULL`,
    );
    return rows.map(({ name }) => name);
  } catch (error) {
    throw explainFault(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function requireNoTables(client: Client, tables: readonly TableShape[]): Promise<void> {
  const names = tables.map(({ name }) => name);
  const { rows } = await client.query<{ name: string }>(
    'SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(name) IS NOT NULL',
    [names],
  );
  if (rows.length === 0) return;
  throw new BackupError('Tables of totp-kit appeared there meanwhile. They were left alone.');
}

interface Loading {
  readonly client: Client;
  readonly copy: Database.Database;
  readonly tables: readonly TableShape[];
}

/** No trigger fires meanwhile: what they would write is among the rows. Foreign keys are checked all the same. */
async function loadRows({ client, copy, tables }: Loading, watch: StageWatcher): Promise<void> {
  const total = countRows(copy, tables);
  let done = 0;
  for (const { name } of tables) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
  // What the migrations wrote of their own accord.
  for (const { name } of tables.toReversed()) await client.query(`DELETE FROM ${name}`);
  for (const { name, columns, sequence } of tables) {
    const list = columns.join(', ');
    const insert = `INSERT INTO ${name} (${list}) OVERRIDING SYSTEM VALUE
      SELECT ${list} FROM json_populate_recordset(NULL::${name}, $1::json)`;
    const rows = copy.prepare<[], object>(`SELECT ${list} FROM ${name} ORDER BY rowid`);
    for (const batch of inBatches(rows.iterate(), rowsPerStep)) {
      await client.query(insert, [JSON.stringify(batch)]);
      done += batch.length;
      watch({ what: 'Rows restored', done, total });
    }
    if (sequence !== undefined) await goOnBehind(client, copy, { name, sequence });
  }
  for (const { name } of tables) await client.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`);
}

/** What counts up goes on behind the highest number there ever was. */
async function goOnBehind(
  client: Client,
  copy: Database.Database,
  { name, sequence }: { readonly name: string; readonly sequence: string },
): Promise<void> {
  const last = copy
    .prepare<[string], number>('SELECT seq FROM sqlite_sequence WHERE name = ?')
    .pluck()
    .get(name);
  if (last === undefined || last === 0) return;
  await client.query('SELECT setval(pg_get_serial_sequence($1, $2)::regclass, $3)', [
    name,
    sequence,
    last,
  ]);
}

function* inBatches<Row>(rows: Iterable<Row>, size: number): Generator<readonly Row[]> {
  let batch: Row[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function countRows(copy: Database.Database, tables: readonly TableShape[]): number {
  const counts = tables.map(({ name }) => `(SELECT count(*) FROM ${name})`).join(' + ');
  return copy.prepare<[], number>(`SELECT ${counts}`).pluck().get() ?? 0;
}

async function readTime(client: Client): Promise<number> {
  const { rows } = await client.query<{ now: number }>(
    'SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint) AS now',
  );
  return rows[0]?.now ?? Date.now();
}
