import type Database from 'better-sqlite3';
import { Client } from 'pg';
import { readVersion } from '../postgres/migrate.ts';
import { explainFault } from '../postgres/faults.ts';
import { connectionOf } from '../postgres/postgres-engine.ts';
import { openUnsynced } from './draft.ts';
import { whileLoading } from './loading.ts';
import { makeSchema } from './own-schema.ts';
import type { StageWatcher } from './stages.ts';
import { readTables, type TableShape } from './tables.ts';

const rowsPerStep = 2000;

/**
 * Copies every row of a PostgreSQL database into an empty SQLite file of the same schema version, in one read-only
 * transaction that sees one moment, while servers write.
 * @returns that moment, by the database's clock
 * @throws StorageUnavailableError about the database, SqliteError about the copy
 */
export async function readPostgres(url: string, to: string, watch: StageWatcher): Promise<number> {
  const client = new Client(connectionOf(url)).on('error', () => undefined);
  const copy = openUnsynced(to);
  try {
    await client.connect();
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query('SET LOCAL statement_timeout = 0');
    const { rows } = await client.query<{ now: number }>(
      'SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint) AS now',
    );
    const madeAt = rows[0]?.now ?? Date.now();
    makeSchema(copy, await readVersion(client));
    await copyRows(client, copy, watch);
    return madeAt;
  } catch (error) {
    throw isOfPostgres(error) ? explainFault(error) : error;
  } finally {
    copy.close();
    await client.end().catch(() => undefined);
  }
}

async function copyRows(
  client: Client,
  copy: Database.Database,
  watch: StageWatcher,
): Promise<void> {
  const tables = readTables(copy);
  const total = await countRows(client, tables);
  let done = 0;
  await whileLoading(copy, async () => {
    for (const { name, columns, sequence } of tables) {
      copy.exec(`DELETE FROM ${name}`);
      const values = columns.map(() => '?').join(', ');
      const insert = copy.prepare(`INSERT INTO ${name} (${columns.join(', ')}) VALUES (${values})`);
      const order = sequence === undefined ? '' : ` ORDER BY ${sequence}`;
      await client.query(
        `DECLARE rows NO SCROLL CURSOR FOR SELECT ${columns.join(', ')} FROM ${name}${order}`,
      );
      for (;;) {
        const { rows } = await client.query<unknown[]>({
          text: `FETCH ${rowsPerStep} FROM rows`,
          rowMode: 'array',
        });
        if (rows.length === 0) break;
        for (const row of rows) insert.run(row);
        done += rows.length;
        watch({ what: 'Rows copied', done, total });
      }
      await client.query('CLOSE rows');
      if (sequence !== undefined) await copySequence(client, copy, { name, sequence });
    }
  });
}

/** What counts up goes on behind the highest number there ever was, though its row may be gone. */
async function copySequence(
  client: Client,
  copy: Database.Database,
  { name, sequence }: { readonly name: string; readonly sequence: string },
): Promise<void> {
  const { rows } = await client.query<{ last: number | null }>(
    `SELECT pg_sequence_last_value(pg_get_serial_sequence($1, $2)::regclass) AS last`,
    [name, sequence],
  );
  copy.prepare('DELETE FROM sqlite_sequence WHERE name = ?').run(name);
  copy.prepare('INSERT INTO sqlite_sequence VALUES (?, ?)').run(name, rows[0]?.last ?? 0);
}

async function countRows(client: Client, tables: readonly TableShape[]): Promise<number> {
  const counts = tables.map(({ name }) => `(SELECT count(*) FROM ${name})`).join(' + ');
  const { rows } = await client.query<{ count: number }>(`SELECT ${counts} AS count`);
  return rows[0]?.count ?? 0;
}

function isOfPostgres(error: unknown): boolean {
  return error instanceof Error && ('severity' in error || 'syscall' in error);
}
