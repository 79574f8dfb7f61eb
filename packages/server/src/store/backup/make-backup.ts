import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { StorageUnavailableError } from '../engine.ts';
import { openReadyStore, readSchemaState, type DatabaseLocation } from '../open-store.ts';
import { checkIntegrity } from '../sqlite/integrity-check.ts';
import { BackupError, fileFault } from './backup-error.ts';
import { signBackup, type BackupRecord } from './backup-file.ts';
import { copySqlite } from './copy-sqlite.ts';
import { Draft, openUnsynced } from './draft.ts';
import { readPostgres } from './read-postgres.ts';
import type { StageWatcher } from './stages.ts';

export interface BackupOrder {
  readonly from: DatabaseLocation;
  /** The file to make; there must be none. */
  readonly file: string;
  /** The version of the program. */
  readonly madeBy: string;
}

export interface BackupMade extends BackupRecord {
  readonly schemaVersion: number;
  readonly users: number;
  /** Of the file. */
  readonly bytes: number;
}

/**
 * Backs a database up into one file, while servers write to it. The file has its name only when it is whole, checked
 * and on disk; it is readable by its owner only.
 * @throws BackupError about the file, StorageUnavailableError about the database, what `watch` throws
 */
export async function makeBackup(order: BackupOrder, watch: StageWatcher): Promise<BackupMade> {
  const { from, file, madeBy } = order;
  requireFree(file);
  const { version, newest } = await readSchemaState(from);
  if (version === 0) throw new BackupError('There is no data of totp-kit in the database yet.');
  if (version > newest) {
    throw new BackupError(
      `The database has schema version ${version}, this program knows up to ${newest}. Back it up with the newer totp-kit that wrote it.`,
    );
  }
  const draft = new Draft(dirname(file));
  try {
    const made = await copyInto(draft, { from, madeBy }, watch);
    await requireIntegrity(draft.path, watch);
    const bytes = statSync(draft.path).size;
    draft.publish(file);
    if (version === newest) await noteBackup(from, made.madeAt);
    return { ...made, bytes, schemaVersion: version };
  } catch (error) {
    throw error instanceof Error && isOfFile(error) ? fileFault(file, error) : error;
  } finally {
    draft.discard();
  }
}

function requireFree(file: string): void {
  if (!existsSync(file)) return;
  throw new BackupError(
    `${file} is there already, and is left alone. Name a file that is not there, such as one with today's date in it.`,
  );
}

async function copyInto(
  { path }: Draft,
  { from, madeBy }: Omit<BackupOrder, 'file'>,
  watch: StageWatcher,
): Promise<BackupRecord & { readonly users: number }> {
  const isSqlite = from.engine === 'sqlite';
  const madeAt = isSqlite
    ? await copySqlite(from.path, path, watch)
    : await readPostgres(from.url, path, watch);
  const record = { madeAt, madeBy, engine: isSqlite ? 'SQLite' : 'PostgreSQL' } as const;
  const copy = openUnsynced(path);
  try {
    signBackup(copy, record, watch);
    const users = copy.prepare<[], number>('SELECT count(*) FROM users').pluck().get() ?? 0;
    return { ...record, users };
  } finally {
    copy.close();
  }
}

/** @throws BackupError where SQLite finds a fault */
async function requireIntegrity(path: string, watch: StageWatcher): Promise<void> {
  const faults = await checkIntegrity(path, (seconds) => {
    watch({ what: 'Seconds of checking', done: seconds });
  });
  const [fault] = faults;
  if (fault === undefined) return;
  throw new BackupError(
    `The copy does not hold together, so there is no backup: ${fault}. "totp-kit doctor" checks the database itself.`,
  );
}

/** For the doctor to tell. A database that takes no writes can be backed up all the same. */
async function noteBackup(from: DatabaseLocation, madeAt: number): Promise<void> {
  try {
    const store = openReadyStore(from);
    await store.raiseMark('backed-up-at', madeAt).finally(() => store.close());
  } catch (error) {
    if (!(error instanceof StorageUnavailableError)) throw error;
  }
}

function isOfFile(error: Error): boolean {
  return error instanceof Database.SqliteError || 'syscall' in error;
}
