import { accessSync, constants, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { StorageUnavailableError, type StorageFaultKind } from '../engine.ts';

/** What an error of SQLite or of the file system comes down to. */
interface Finding {
  readonly kind: StorageFaultKind;
  readonly advice: string;
}

/** With less than this a log cannot grow by one commit, whatever SQLite calls its error. */
const fewBytes = 65_536;

/** Whether SQLite refused, and not for a mistake of ours: a wrong statement or a violated constraint. */
export function isSqliteFault(error: unknown): error is Database.SqliteError {
  if (!(error instanceof Database.SqliteError)) return false;
  const { code, message } = error;
  if (code.startsWith('SQLITE_CONSTRAINT')) return false;
  return code !== 'SQLITE_ERROR' || message.startsWith('no such table');
}

/** Whether another connection holds the lock for now. */
export function isLocked(error: unknown): boolean {
  return error instanceof Database.SqliteError && familyOf(error.code) === 'SQLITE_BUSY';
}

/** An error as the fault of the database file at `path` that it is, in words that say what to do. */
export function explainFault(error: unknown, path: string): StorageUnavailableError {
  if (error instanceof StorageUnavailableError) return error;
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const isWithoutTables = code === 'SQLITE_ERROR' && message.startsWith('no such table');
  const finding = (isWithoutTables ? noTables : findingOf(code, path)) ?? {
    kind: 'other',
    advice: message.replace(/[^.]$/, '$&.'),
  };
  return fileFault(path, { ...finding, code, cause: error });
}

/** A fault of the database file at `path`. */
function fileFault(
  path: string,
  {
    kind,
    advice,
    code = '',
    cause,
  }: Finding & { readonly code?: string; readonly cause?: unknown },
): StorageUnavailableError {
  const suffix = code === '' ? '' : ` (${code})`;
  return new StorageUnavailableError(`The database ${path} cannot be used: ${advice}${suffix}`, {
    kind,
    cause,
  });
}

export function goneFile(path: string): StorageUnavailableError {
  return fileFault(path, gone);
}

/** @param advice what was put in the file's place, and what to do */
export function replacedFile(path: string, advice: string): StorageUnavailableError {
  return fileFault(path, { kind: 'gone', advice });
}

export function emptyFile(path: string): StorageUnavailableError {
  return fileFault(path, {
    kind: 'damaged',
    advice:
      'the file is empty. If there was a database, restore a backup (totp-kit restore FILE); if there has never been one, delete the empty file, and a new database is made.',
  });
}

/** A new database that did not become whole under a name of its own. */
export function unfinishedFile(
  path: string,
  why: 'full' | 'in use',
  cause?: unknown,
): StorageUnavailableError {
  const [reason, advice] =
    why === 'full'
      ? ['its disk is full', 'Make space there, and try again.']
      : [
          'another program has it open',
          'Keep other programs away from new files in that folder, and try again.',
        ];
  return new StorageUnavailableError(
    `The new database ${path} could not be finished: ${reason}. Nothing was put in place. ${advice}`,
    { kind: why === 'full' ? 'full' : 'locked', cause },
  );
}

/** A backup holds what a restore ends: sessions, links, codes that were used since. */
export function backupInPlace(path: string): StorageUnavailableError {
  return fileFault(path, {
    kind: 'other',
    advice:
      'it is a backup, and with it sessions, links and codes of that time would be good again. Move it to another folder, and run "totp-kit restore FILE".',
  });
}

function findingOf(code: string, path: string): Finding | undefined {
  const known = findings[code] ?? findings[familyOf(code)];
  if (known !== undefined) return known;
  const isOfPlace = ['SQLITE_CANTOPEN', 'SQLITE_IOERR', 'SQLITE_PERM'].includes(familyOf(code));
  if (!isOfPlace) return undefined;
  return lookAround(path) ?? (familyOf(code) === 'SQLITE_IOERR' ? diskErrors : noAccess);
}

/** SQLite says little about why it cannot open, read or write: the place itself says more. */
function lookAround(path: string): Finding | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return gone;
    if (found.isDirectory()) return folder;
  } catch (error) {
    return findings[codeOf(error)];
  }
  for (const place of [path, dirname(path)]) {
    try {
      accessSync(place, constants.R_OK | constants.W_OK);
    } catch (error) {
      return findings[codeOf(error)];
    }
  }
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize < fewBytes ? full : undefined;
  } catch (error) {
    return findings[codeOf(error)];
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** The primary code of an extended one: SQLITE_IOERR of SQLITE_IOERR_FSYNC. */
function familyOf(code: string): string {
  return /^SQLITE_[A-Z]+/.exec(code)?.[0] ?? code;
}

const full: Finding = {
  kind: 'full',
  advice: 'its disk is full. Make space there; a server that runs goes on by itself.',
};
const readOnly: Finding = {
  kind: 'read-only',
  advice:
    'the file or its folder is read-only. Make both writable for the user that runs totp-kit (a file system that met errors is mounted read-only: look into the system log), or name another place in DATABASE_URL.',
};
const noAccess: Finding = {
  kind: 'read-only',
  advice:
    'this user may not read or write there. Give it the rights, or name another place in DATABASE_URL.',
};
const locked: Finding = {
  kind: 'locked',
  advice:
    'another program holds its lock. Find it (fuser shows who has the file open) and stop it; a server that runs goes on by itself.',
};
const damagedFile: Finding = {
  kind: 'damaged',
  advice:
    'it is damaged. It was left untouched. Move it away together with the files -wal and -shm beside it, and restore a backup (totp-kit restore FILE).',
};
const notDatabase: Finding = {
  kind: 'damaged',
  advice:
    'it is not a SQLite database, or its beginning is damaged. It was left untouched. Move it away together with the files -wal and -shm beside it and restore a backup (totp-kit restore FILE), or name another file in DATABASE_URL.',
};
const gone: Finding = {
  kind: 'gone',
  advice:
    'the file is no longer there. No new one is made. Put it back together with its -wal file, or restore a backup.',
};
const noTables: Finding = {
  kind: 'gone',
  advice: 'its tables are not there. Restore a backup, or name another file in DATABASE_URL.',
};
const diskErrors: Finding = {
  kind: 'other',
  advice:
    'its disk reports errors. Look into the system log, and replace the disk or make its quota larger; a server that runs goes on by itself.',
};
const fileInPath: Finding = {
  kind: 'other',
  advice: 'a part of that path is a file, not a folder. Name another place in DATABASE_URL.',
};

const folder: Finding = {
  kind: 'other',
  advice: 'that is a folder. DATABASE_URL must name a file.',
};

const findings: Readonly<Record<string, Finding>> = {
  EACCES: noAccess,
  EPERM: noAccess,
  EROFS: readOnly,
  ENOENT: gone,
  ENOTDIR: fileInPath,
  EEXIST: fileInPath,
  EISDIR: folder,
  ENOSPC: full,
  EDQUOT: full,
  EIO: diskErrors,
  SQLITE_FULL: full,
  SQLITE_READONLY: readOnly,
  SQLITE_BUSY: locked,
  SQLITE_LOCKED: locked,
  SQLITE_PROTOCOL: locked,
  SQLITE_CORRUPT: damagedFile,
  SQLITE_NOTADB: notDatabase,
};
