import Database from 'better-sqlite3';
import { Client } from 'pg';
import { openStore } from '../packages/server/src/store/open-store.ts';

export type Row = readonly (string | number | null)[];

/** Columns of a table with the type that PostgreSQL reads them by. */
export interface Table {
  readonly name: string;
  readonly columns: Readonly<Record<string, 'text' | 'bigint'>>;
}

/** A database that is filled directly, past the server. */
export interface BulkDatabase {
  readonly insert: (table: Table, rows: readonly Row[]) => Promise<void>;
  /** Does what the database does by itself in time, so that it is measured as it will be. */
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens a database by its DATABASE_URL and brings its schema up to date. */
export async function openBulkDatabase(url: string): Promise<BulkDatabase> {
  const location = locationOf(url);
  await (await openStore(location)).close();
  return location.engine === 'sqlite' ? openSqlite(location.path) : openPostgres(location.url);
}

export function locationOf(url: string) {
  return url.startsWith('sqlite:')
    ? ({ engine: 'sqlite', path: url.slice('sqlite:'.length) } as const)
    : ({ engine: 'postgres', url } as const);
}

/** Opens a SQLite database that has its tables already, perhaps those of another version. */
export function openSqlite(path: string): BulkDatabase {
  const database = new Database(path);
  // What is being made here can be made anew.
  database.pragma('synchronous = OFF');
  database.pragma('cache_size = -400000');
  return {
    insert: async ({ name, columns }, rows) => {
      const names = Object.keys(columns);
      const insert = database.prepare<[Row]>(
        `INSERT INTO ${name} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      );
      database.transaction(() => {
        for (const row of rows) insert.run(row);
      })();
    },
    settle: async () => {
      database.pragma('wal_checkpoint(TRUNCATE)');
    },
    close: async () => {
      database.close();
    },
  };
}

async function openPostgres(url: string): Promise<BulkDatabase> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('SET synchronous_commit = off');
  return {
    insert: async ({ name, columns }, rows) => {
      const names = Object.keys(columns);
      const types = Object.values(columns).map((type, index) => `$${index + 1}::${type}[]`);
      await client.query(
        `INSERT INTO ${name} (${names.join(', ')}) SELECT * FROM unnest(${types.join(', ')})`,
        names.map((_, index) => rows.map((row) => row[index])),
      );
    },
    settle: async () => {
      await client.query('VACUUM (ANALYZE)');
    },
    close: () => client.end(),
  };
}
