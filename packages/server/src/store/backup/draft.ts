import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  linkSync,
  openSync,
  readdirSync,
  rmSync,
  unlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { requireOneFile, sync } from '../sqlite/database-file.ts';
import { BackupError, fileFault } from './backup-error.ts';

/** Named after the process that writes it, so that what a killed one left can be told from what is under way. */
const draftForm = /^(\.totp-kit-(\d+)-[0-9a-f]{16}\.draft)(-wal|-shm|-journal)?$/;

/** The drafts of this process that are not done with. */
const ownDrafts = new Set<string>();

/** What SQLite keeps beside a file that is open. */
const companions = ['-wal', '-shm', '-journal'] as const;

/**
 * A file under a name of its own until it is whole, readable by its owner only. What killed processes left in that
 * folder is removed.
 * @throws BackupError
 */
export class Draft {
  readonly path: string;

  constructor(folder: string) {
    this.path = join(folder, `.totp-kit-${process.pid}-${randomBytes(8).toString('hex')}.draft`);
    try {
      removeLeftOvers(folder);
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
    requireOneFile(this.path);
    try {
      sync(this.path);
      linkSync(this.path, path);
      unlinkSync(this.path);
      sync(dirname(path));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
        throw new BackupError(`${path} appeared meanwhile, and was left alone.`, error);
      }
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

function removeLeftOvers(folder: string): void {
  for (const name of readdirSync(folder)) {
    const [, draft = '', pid] = draftForm.exec(name) ?? [];
    const isLeftOver =
      Number(pid) === process.pid ? !ownDrafts.has(join(folder, draft)) : !isRunning(Number(pid));
    if (pid !== undefined && isLeftOver) rmSync(join(folder, name), { force: true });
  }
}

/** Whether a process has that number. In a container, ours may be that of one that was killed. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
