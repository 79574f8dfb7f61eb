import { createSqlStore } from './sql-store.ts';
import { SqliteEngine } from './sqlite/sqlite-engine.ts';
import type { Store } from './store.ts';

/** Where the data is, as DATABASE_URL says it. */
export interface DatabaseLocation {
  readonly engine: 'sqlite';
  /** The file. */
  readonly path: string;
}

/** @throws StorageUnavailableError when the database cannot be used */
export function openStore(location: DatabaseLocation): Store {
  return createSqlStore(new SqliteEngine(location.path));
}
