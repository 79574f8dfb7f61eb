import { PostgresEngine } from './postgres/postgres-engine.ts';
import { createSqlStore } from './sql-store.ts';
import { SqliteEngine } from './sqlite/sqlite-engine.ts';
import type { Store } from './store.ts';

/** Where the data is, as DATABASE_URL says it. */
export type DatabaseLocation =
  | { readonly engine: 'sqlite'; /** The file. */ readonly path: string }
  | { readonly engine: 'postgres'; readonly url: string };

/** @throws StorageUnavailableError when the database cannot be used */
export async function openStore(location: DatabaseLocation): Promise<Store> {
  return createSqlStore(
    location.engine === 'sqlite'
      ? new SqliteEngine(location.path)
      : await PostgresEngine.open(location.url),
  );
}
