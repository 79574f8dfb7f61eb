import Database from 'better-sqlite3';
import { StorageUnavailableError } from '../engine.ts';
import { fileFault } from './backup-error.ts';
import type { StageWatcher } from './stages.ts';

/** 8 MiB of usual pages; between two steps the program notices Ctrl-C. */
const pagesPerStep = 2000;

/**
 * Copies a SQLite database while servers write to it. What it copies is the state of one moment: the read transaction
 * around it keeps later writes out, so that they do not make it begin again.
 * @returns that moment
 * @throws StorageUnavailableError about the database, SqliteError about the copy
 */
export async function copySqlite(from: string, to: string, watch: StageWatcher): Promise<number> {
  const source = openToRead(from);
  try {
    source.exec('BEGIN');
    source.prepare('SELECT 1 FROM sqlite_schema').get();
    const madeAt = Date.now();
    await source.backup(to, {
      progress: ({ totalPages, remainingPages }) => {
        watch({ what: 'Pages copied', done: totalPages - remainingPages, total: totalPages });
        return pagesPerStep;
      },
    });
    return madeAt;
  } finally {
    source.close();
  }
}

function openToRead(path: string): Database.Database {
  try {
    return new Database(path, { readonly: true, fileMustExist: true, timeout: 5000 });
  } catch (error) {
    throw new StorageUnavailableError(
      `The database cannot be read: ${fileFault(path, error).message}`,
      { cause: error },
    );
  }
}
