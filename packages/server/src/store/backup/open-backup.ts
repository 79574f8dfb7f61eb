import {
  createReadStream,
  createWriteStream,
  existsSync,
  openSync,
  readSync,
  closeSync,
} from 'node:fs';
import { stat } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type Database from 'better-sqlite3';
import { codesValidFrom as firstValidStep } from '../marks.ts';
import { migrations, newestVersion } from '../migrations/migrations.ts';
import { checkIntegrity } from '../sqlite/integrity-check.ts';
import { BackupError, fileFault, isFull } from './backup-error.ts';
import { dropSignature, hasTable, readSignature, type BackupRecord } from './backup-file.ts';
import { openUnsynced, type Draft } from './draft.ts';
import { requireOwnSchema } from './own-schema.ts';
import type { StageWatcher } from './stages.ts';

/** What a backup holds, once every check has passed. */
export interface BackupContent {
  /** None of a copy that was made by other means than `totp-kit backup`. */
  readonly record: BackupRecord | undefined;
  readonly schemaVersion: number;
  readonly users: number;
  /** When the newest of its events happened. */
  readonly newestEventAt: number | undefined;
  /** The first step whose codes count; 0 where all do. */
  readonly codesValidFrom: number;
}

const header = 'SQLite format 3\0';
const mebibyte = 1024 * 1024;

/**
 * Copies a backup into a draft, checks all of it there, and takes off what only a backup has. The file itself is only
 * read, and nothing is opened beside it.
 * @throws BackupError where it is not a backup, damaged, or of a newer schema; what `watch` throws; what `isFull` knows
 *   of the draft
 */
export async function openBackup(
  file: string,
  draft: Draft,
  watch: StageWatcher,
): Promise<BackupContent> {
  try {
    requireWholeFile(file);
    await copyFile(file, draft.path, watch);
    const faults = await checkIntegrity(draft.path, (seconds) => {
      watch({ what: 'Seconds of checking', done: seconds });
    });
    const [fault] = faults;
    if (fault !== undefined) throw new BackupError(damaged(fault));
    const copy = openUnsynced(draft.path);
    try {
      return readContent(copy, watch);
    } finally {
      copy.close();
    }
  } catch (error) {
    // Only the draft is written to.
    if (isFull(error)) throw error;
    if (error instanceof BackupError) throw new BackupError(`${file}: ${lowerFirst(error)}`, error);
    throw error instanceof Error && 'code' in error ? fileFault(file, error) : error;
  }
}

function requireWholeFile(file: string): void {
  const log = ['-wal', '-journal'].map((ending) => `${file}${ending}`).find(existsSync);
  if (log !== undefined) {
    throw new BackupError(
      `${log} lies beside it, so it is the file of a database and may lack what was stored last, or hold half of it. Make a backup of that database with "totp-kit backup".`,
    );
  }
  const bytes = Buffer.alloc(header.length);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, bytes);
  } finally {
    closeSync(handle);
  }
  if (bytes.toString('latin1') !== header) {
    throw new BackupError('That is not a backup of totp-kit. It was left untouched.');
  }
}

async function copyFile(from: string, to: string, watch: StageWatcher): Promise<void> {
  const { size } = await stat(from);
  const total = Math.ceil(size / mebibyte);
  let bytes = 0;
  const counter = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      bytes += chunk.length;
      try {
        watch({ what: 'MiB read', done: Math.floor(bytes / mebibyte), total });
        done(null, chunk);
      } catch (error) {
        done(error as Error);
      }
    },
  });
  await pipeline(
    createReadStream(from, { highWaterMark: mebibyte }),
    counter,
    createWriteStream(to, { flags: 'r+' }),
  );
}

function readContent(copy: Database.Database, watch: StageWatcher): BackupContent {
  const schemaVersion = readSchemaVersion(copy);
  requireOwnSchema(copy, schemaVersion);
  const record = readSignature(copy, watch);
  const users = copy.prepare<[], number>('SELECT count(*) FROM users').pluck().get() ?? 0;
  const newestEventAt = copy.prepare<[], number | null>('SELECT max(at) FROM events').pluck().get();
  const codesValidFrom = readCodesValidFrom(copy);
  dropSignature(copy);
  return {
    record,
    schemaVersion,
    users,
    newestEventAt: newestEventAt ?? undefined,
    codesValidFrom,
  };
}

/** Older schemas have no marks. */
function readCodesValidFrom(copy: Database.Database): number {
  if (!hasTable(copy, 'marks')) return 0;
  return copy.prepare<[], number>(`SELECT ${firstValidStep}`).pluck().get() ?? 0;
}

function readSchemaVersion(copy: Database.Database): number {
  const applied = hasTable(copy, 'schema_migrations')
    ? copy
        .prepare<[], { version: number; name: string }>(
          'SELECT version, name FROM schema_migrations ORDER BY version',
        )
        .all()
    : [];
  const newest = applied.at(-1)?.version ?? 0;
  if (newest > newestVersion) {
    throw new BackupError(
      `It has schema version ${newest}, this program knows up to ${newestVersion}. Restore it with the newer totp-kit that made it.`,
    );
  }
  const isOurs = migrations.every(
    ({ version, name }) => version > newest || applied[version - 1]?.name === name,
  );
  if (newest === 0 || !isOurs) {
    throw new BackupError(
      'That is a SQLite file, but not a backup of totp-kit. It was left untouched.',
    );
  }
  return newest;
}

function damaged(fault: string): string {
  return `The file is damaged or not whole (${fault.replaceAll('\n', ' ')}). It was left untouched; take an older backup.`;
}

function lowerFirst({ message }: Error): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
