import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { BackupError } from './backup-error.ts';
import { backupTable } from '../sqlite/open-database.ts';
import { readTables } from './tables.ts';
import type { StageWatcher } from './stages.ts';

/** `totp`, for `file` and others to know a backup by (application_id of SQLite). */
const applicationId = 0x746f7470;

/** What a backup says about itself. A copy that was made by other means says nothing. */
export interface BackupRecord {
  /** The moment whose state it holds. */
  readonly madeAt: number;
  /** The version of totp-kit that made it. */
  readonly madeBy: string;
  readonly engine: 'SQLite' | 'PostgreSQL';
}

interface StoredRecord extends BackupRecord {
  readonly digest: string;
}

const readEvery = 5000;

/** As SQLite keeps it. */
export const backupTableSql = `CREATE TABLE ${backupTable} (made_at INTEGER NOT NULL, made_by TEXT NOT NULL, engine TEXT NOT NULL,
     digest TEXT NOT NULL) STRICT`;

/** Writes what the backup is and a digest of everything in it. */
export function signBackup(
  database: Database.Database,
  record: BackupRecord,
  watch: StageWatcher,
): void {
  database.pragma(`application_id = ${applicationId}`);
  database.exec(backupTableSql);
  database
    .prepare(`INSERT INTO ${backupTable} VALUES (:madeAt, :madeBy, :engine, :digest)`)
    .run({ ...record, digest: digestOf(database, watch) });
}

/**
 * What a backup says about itself; undefined for a copy that was made by other means.
 * @throws BackupError where its content is not what was written
 */
export function readSignature(
  database: Database.Database,
  watch: StageWatcher,
): BackupRecord | undefined {
  if (!hasTable(database, backupTable)) return undefined;
  const record = database
    .prepare<[], StoredRecord>(
      `SELECT made_at AS madeAt, made_by AS madeBy, engine, digest FROM ${backupTable}`,
    )
    .get();
  if (record?.digest === digestOf(database, watch)) return record;
  throw new BackupError(
    'What is in the file is not what was written: it is damaged, or somebody changed it. It was left untouched; take an older backup.',
  );
}

/** Removes what only a backup has. */
export function dropSignature(database: Database.Database): void {
  database.exec(`DROP TABLE IF EXISTS ${backupTable}`);
  database.pragma('application_id = 0');
}

export function hasTable(database: Database.Database, name: string): boolean {
  const table = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?");
  return table.get(name) !== undefined;
}

/** SHA-256 over every row of every table: a structure that holds together may still hold something else. */
function digestOf(database: Database.Database, watch: StageWatcher): string {
  const hash = createHash('sha256');
  let done = 0;
  for (const { name, columns } of readTables(database)) {
    hash.update(JSON.stringify([name, columns]));
    const rows = database.prepare(`SELECT ${columns.join(', ')} FROM ${name} ORDER BY rowid`);
    for (const row of rows.raw().iterate()) {
      hash.update(JSON.stringify(row));
      done += 1;
      if (done % readEvery === 0) watch({ what: 'Rows read again', done });
    }
  }
  return hash.digest('base64url');
}
