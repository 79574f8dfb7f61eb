import { StorageUnavailableError } from '../engine.ts';

/** A backup could not be made, or cannot be restored; the message says why and what to do. */
export class BackupError extends Error {
  override readonly name = 'BackupError';

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
  }
}

/** Whether it comes down to a disk that has no more room. */
export function isFull(error: unknown): boolean {
  if (error instanceof StorageUnavailableError) return error.kind === 'full';
  return error instanceof Error && 'code' in error && reasons[String(error.code)] === full;
}

/** A fault of the file system or of SQLite about a file of a backup, as a sentence. */
export function fileFault(path: string, error: unknown): BackupError {
  if (error instanceof BackupError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : String(error);
  return new BackupError(`${path}: ${reasons[code] ?? `${message}.`}`, error);
}

const noAccess = 'this user may not read or write there. Give it the rights, or name another file.';
const readOnly = 'the disk or the folder is read-only. Name a place that can be written to.';
const full =
  'the disk is full. Make space, or name a file on another disk; what was begun is gone.';
const damaged = 'the file is damaged. It was left untouched; take an older backup.';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder.',
  ENOTDIR: 'a part of that path is a file, not a folder.',
  EISDIR: 'that is a folder. Name a file.',
  EACCES: noAccess,
  EPERM: noAccess,
  EROFS: readOnly,
  ENOSPC: full,
  EDQUOT: full,
  EFBIG: full,
  SQLITE_FULL: full,
  SQLITE_IOERR_WRITE: full,
  SQLITE_CANTOPEN: noAccess,
  SQLITE_READONLY: readOnly,
  SQLITE_NOTADB: 'that is not a backup of totp-kit. It was left untouched.',
  SQLITE_CORRUPT: damaged,
};
