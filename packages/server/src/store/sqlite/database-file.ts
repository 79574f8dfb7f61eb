import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { emptyFile, explainFault, replacedFile, unfinishedFile } from './faults.ts';

/** Which file lies at a path, and which log beside it: other numbers are other files. */
export interface FileIdentity {
  readonly device: number;
  readonly file: number;
  /** Undefined where there is no log. */
  readonly log: number | undefined;
}

/** A draft that old is of a process that was killed. */
const abandonedAfterMs = 600_000;

/** Undefined where there is no file. One that is empty says so. */
export function identifyFile(
  path: string,
): (FileIdentity & { readonly isEmpty: boolean }) | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false })?.ino;
  return { device: found.dev, file: found.ino, log, isEmpty: found.size === 0 };
}

/**
 * Whether there is a database file. Nothing is ever made where one was: an empty file, or a log without its database,
 * is what a mistake or a lost disk leaves.
 * @throws StorageUnavailableError with what to do about such a place
 */
export function isFileThere(path: string): boolean {
  const found = identifyFile(path);
  if (found?.isEmpty === true) throw emptyFile(path);
  const log = [`${path}-wal`, `${path}-journal`].find((name) => existsSync(name));
  if (found === undefined && log !== undefined) {
    throw replacedFile(
      path,
      `the file is not there, but its log ${log} is. Put the database back beside its log, or move the log away and restore a backup. No new database is made while the log is there.`,
    );
  }
  return found !== undefined;
}

/**
 * Makes a database under a name of its own and puts it into place when it is whole, so that a process that is killed
 * half way leaves no half database. Where another process was faster, its database stays.
 * @param fill makes the database at the path that it is given, and closes it
 */
export function createFile(path: string, fill: (draft: string) => void): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.draft-${randomBytes(6).toString('hex')}`;
  try {
    closeSync(openSync(draft, 'ax', 0o600));
    fill(draft);
    requireOneFile(draft, path);
    putInPlace(draft, path);
  } catch (error) {
    // As long as the draft is there, its place says more than SQLite does.
    throw explainFault(error, draft).kind === 'full' ? unfinishedFile(path, 'full', error) : error;
  } finally {
    for (const ending of ['', '-wal', '-shm']) rmSync(`${draft}${ending}`, { force: true });
  }
  removeAbandonedDrafts(path);
}

/**
 * Makes sure that a database which was closed is whole in its one file. SQLite's close says nothing where it could not
 * write the log back, because the disk is full or another program has the file open: the log then stays.
 * @param path what the database is to be called
 * @throws StorageUnavailableError
 */
export function requireOneFile(draft: string, path: string): void {
  const left = ['-wal', '-journal'].map(
    (ending) => statSync(`${draft}${ending}`, { throwIfNoEntry: false })?.size ?? 0,
  );
  const bytes = Math.max(...left);
  if (bytes === 0) return;
  const { bavail, bsize } = statfsSync(dirname(draft));
  throw unfinishedFile(path, bavail * bsize < bytes ? 'full' : 'in use');
}

/** Takes away the rights of others, where they had some. */
export function keepPrivate(path: string): void {
  if ((statSync(path).mode & 0o777) !== 0o600) chmodSync(path, 0o600);
}

/**
 * Gives a finished file its name, on disk before and after.
 * @returns false where something has that name, which is left alone
 */
export function putInPlace(draft: string, path: string): boolean {
  sync(draft);
  try {
    linkSync(draft, path);
    rmSync(draft);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EMLINK'].includes(code ?? '')) throw error;
    if (!renameWithoutLink(draft, path)) return false;
  }
  sync(dirname(path));
  return true;
}

/** For a file system without hard links: the name is taken by an empty file first, so that nothing is overwritten. */
function renameWithoutLink(draft: string, path: string): boolean {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    renameSync(draft, path);
    return true;
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

/** Waits until a file, or a folder's names, are on disk. */
export function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** What is behind the name of a database in the names of its drafts, and of what SQLite keeps beside them. */
const draftEnding = /^\.draft-[0-9a-f]{12}(-wal|-shm|-journal)?$/;

/** The database is in place by then: what cannot be removed stays. */
function removeAbandonedDrafts(path: string): void {
  try {
    for (const name of readdirSync(dirname(path))) {
      const isDraft =
        name.startsWith(basename(path)) && draftEnding.test(name.slice(basename(path).length));
      if (isDraft) removeAbandoned(join(dirname(path), name));
    }
  } catch {
    // A folder that this user may enter, but not list.
  }
}

function removeAbandoned(draft: string): void {
  try {
    const found = lstatSync(draft);
    if (found.isFile() && Date.now() - found.mtimeMs > abandonedAfterMs) rmSync(draft);
  } catch {
    // Not ours to remove, or another process was faster.
  }
}
