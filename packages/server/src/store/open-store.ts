import { newestVersion } from './migrations/migrations.ts';
import { PostgresEngine } from './postgres/postgres-engine.ts';
import { createSqlStore } from './sql-store.ts';
import { readSqliteSchemaVersion } from './sqlite/open-database.ts';
import { SqliteEngine } from './sqlite/sqlite-engine.ts';
import type { Store } from './store.ts';

/** Where the data is, as DATABASE_URL says it. */
export type DatabaseLocation =
  | { readonly engine: 'sqlite'; /** The file. */ readonly path: string }
  | { readonly engine: 'postgres'; readonly url: string };

/**
 * @param onWaiting takes a sentence when another program is at work on the schema, and is waited for
 * @throws StorageUnavailableError when the database cannot be used
 */
export async function openStore(
  location: DatabaseLocation,
  onWaiting?: (sentence: string) => void,
): Promise<Store> {
  return createSqlStore(
    location.engine === 'sqlite'
      ? new SqliteEngine(location.path)
      : await PostgresEngine.open(location.url, onWaiting),
  );
}

/**
 * Opens a database whose schema is known to be this program's: it brings nothing up to date, and waits for nobody who
 * does.
 * @throws StorageUnavailableError when the database cannot be used
 */
export function openReadyStore(location: DatabaseLocation): Store {
  return createSqlStore(
    location.engine === 'sqlite'
      ? new SqliteEngine(location.path)
      : PostgresEngine.openReady(location.url),
  );
}

export interface SchemaState {
  /** The version that the database is at; 0 where there is none yet. */
  readonly version: number;
  /** The version that this program works with. */
  readonly newest: number;
}

/** Looks at the schema of a database and changes nothing. @throws StorageUnavailableError */
export async function readSchemaState(location: DatabaseLocation): Promise<SchemaState> {
  const version =
    location.engine === 'sqlite'
      ? readSqliteSchemaVersion(location.path)
      : await PostgresEngine.readSchemaVersion(location.url);
  return { version, newest: newestVersion };
}
