import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { putInPlace, requireOneFile } from '../sqlite/database-file.ts';
import { BackupError, fileFault } from './backup-error.ts';
import { newDraftName, removeDrafts } from './left-overs.ts';

/** The drafts of this process that are not done with. */
const ownDrafts = new Set<string>();

/** What SQLite keeps beside a file that is open. */
const companions = ['-wal', '-shm', '-journal'] as const;

/**
 * A file under a name of its own until it is whole, readable by its owner only. What killed processes of
 * this user left in that folder is removed.
 * @throws BackupError
 */
export class Draft {
  readonly path: string;

  constructor(folder: string) {
    this.path = join(folder, newDraftName());
    try {
      removeDrafts(folder, ownDrafts);
      closeSync(openSync(this.path, 'wx', 0o600));
      ownDrafts.add(this.path);
    } catch (error) {
      throw fileFault(folder, error);
    }
  }

  /**
   * Gives the finished file its name, on disk before and after.
   * @throws BackupError where something is there; StorageUnavailableError where it is not whole in one file
   */
  publish(path: string): void {
    requireOneFile(this.path, path);
    if (!this.#putInPlace(path)) {
      throw new BackupError(`${path} appeared meanwhile, and was left alone.`);
    }
  }

  #putInPlace(path: string): boolean {
    try {
      return putInPlace(this.path, path);
    } catch (error) {
      throw fileFault(path, error);
    }
  }

  /** Removes what is left of it. */
  discard(): void {
    ownDrafts.delete(this.path);
    for (const ending of ['', ...companions]) rmSync(`${this.path}${ending}`, { force: true });
  }
}

/** Opens a draft to write: one file with nothing beside it, and no sync on the way, for `publish` does that. */
export function openUnsynced(path: string): Database.Database {
  const database = new Database(path, { fileMustExist: true });
  database.pragma('journal_mode = DELETE');
  database.pragma('synchronous = OFF');
  return database;
}

/** The files of a SQLite database that are there. */
export function filesOfDatabase(path: string): readonly string[] {
  return ['', ...companions].map((ending) => `${path}${ending}`).filter((file) => existsSync(file));
}
