import Database from 'better-sqlite3';
import { Client } from 'pg';
import type { DatabaseLocation } from '../open-store.ts';
import { explainFault as explainPostgresFault } from '../postgres/faults.ts';
import { connectionOf } from '../postgres/postgres-engine.ts';
import { explainFault as explainSqliteFault } from '../sqlite/faults.ts';

/** Looks at a database and can change nothing in it. */
export interface RowReader {
  /** The rows of a statement that both engines take. */
  rows<Row>(sql: string): Promise<readonly Row[]>;
  close(): Promise<void>;
}

const statementTimeoutMs = 30_000;

/** @throws StorageUnavailableError */
export async function openRowReader(location: DatabaseLocation): Promise<RowReader> {
  return location.engine === 'sqlite' ? openSqlite(location.path) : openPostgres(location.url);
}

function openSqlite(path: string): RowReader {
  const attempt = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      throw explainSqliteFault(error, path);
    }
  };
  const database = attempt(
    () => new Database(path, { readonly: true, fileMustExist: true, timeout: 2000 }),
  );
  return {
    rows: async <Row>(sql: string) => attempt(() => database.prepare<[], Row>(sql).all()),
    close: async () => {
      database.close();
    },
  };
}

async function openPostgres(url: string): Promise<RowReader> {
  const client = new Client({
    ...connectionOf(url),
    statement_timeout: statementTimeoutMs,
  }).on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SET default_transaction_read_only = on');
  } catch (error) {
    await client.end().catch(() => undefined);
    throw explainPostgresFault(error);
  }
  return {
    rows: async <Row>(sql: string) => {
      try {
        return (await client.query(sql)).rows as readonly Row[];
      } catch (error) {
        throw explainPostgresFault(error);
      }
    },
    close: () => client.end(),
  };
}
