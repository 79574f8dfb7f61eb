import { readSchemaState, type DatabaseLocation, type SchemaState } from '../open-store.ts';
import { findExpired } from '../expiry.ts';
import { openRowReader, type RowReader } from './row-reader.ts';

/** A server that was seen on the database. */
export interface SeenServer {
  readonly version: string;
  readonly sealsWith: string;
  readonly clockOffsetMs: number;
  readonly seenAt: number;
}

/** What stands in a database of this program's schema. */
export interface Content {
  readonly users: number;
  readonly events: number;
  /** When the newest event happened, or 0. */
  readonly newestEventAt: number;
  /** Rows that a sweep would have deleted before a given time. */
  readonly expired: number;
  readonly marks: ReadonlyMap<string, number>;
  readonly servers: readonly SeenServer[];
  readonly keyChecks: ReadonlyMap<string, string>;
  /** How many secrets each key sealed, by key ID. */
  readonly sealedWith: ReadonlyMap<string, number>;
  readonly signingKeys: readonly { readonly kid: string; readonly sealedPrivateKey: string }[];
}

/** What PostgreSQL says of itself. */
export interface PostgresFacts {
  readonly version: string;
  readonly fsync: string;
  readonly synchronousCommit: string;
  readonly fullPageWrites: string;
  readonly dataChecksums: string;
  readonly isInRecovery: boolean;
  /** Names of constraints and indexes that are not valid. */
  readonly invalid: readonly string[];
  readonly connections: number;
  readonly maxConnections: number;
}

export interface Inspection {
  readonly schema: SchemaState;
  /** The database's own time; the machine's for SQLite. */
  readonly databaseTime: number;
  readonly postgres?: PostgresFacts;
  readonly journalMode?: string;
  /** Only where the schema is this program's. */
  readonly content?: Content;
}

/** Looks at everything that is quick to look at, and changes nothing. @throws StorageUnavailableError */
export async function inspect(
  location: DatabaseLocation,
  { expiredBefore }: { readonly expiredBefore: number },
): Promise<Inspection> {
  const schema = await readSchemaState(location);
  const reader = await openRowReader(location);
  try {
    const engine =
      location.engine === 'sqlite' ? await askSqlite(reader) : await askPostgres(reader);
    const isCurrent = schema.version === schema.newest;
    return {
      schema,
      ...engine,
      ...(isCurrent && { content: await readContent(reader, expiredBefore) }),
    };
  } finally {
    await reader.close();
  }
}

async function askSqlite(reader: RowReader) {
  const [row] = await reader.rows<{ journal_mode: string }>('PRAGMA journal_mode');
  return { databaseTime: Date.now(), journalMode: row?.journal_mode ?? 'unknown' };
}

async function askPostgres(reader: RowReader) {
  const [row] = await reader.rows<Omit<PostgresFacts, 'invalid'> & { readonly now: number }>(`
    SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync,
      current_setting('synchronous_commit') AS "synchronousCommit",
      current_setting('full_page_writes') AS "fullPageWrites",
      current_setting('data_checksums') AS "dataChecksums", pg_is_in_recovery() AS "isInRecovery",
      (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS connections,
      CAST(current_setting('max_connections') AS bigint) AS "maxConnections",
      CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint) AS now`);
  const invalid = await reader.rows<{ name: string }>(`
    SELECT conname AS name FROM pg_constraint
      WHERE NOT convalidated AND connamespace = CAST(current_schema() AS regnamespace)
    UNION ALL SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
      WHERE NOT indisvalid AND relnamespace = CAST(current_schema() AS regnamespace)`);
  if (row === undefined) throw new Error('PostgreSQL says nothing of itself');
  const { now: databaseTime, ...facts } = row;
  return { databaseTime, postgres: { ...facts, invalid: invalid.map(({ name }) => name) } };
}

async function readContent(reader: RowReader, expiredBefore: number): Promise<Content> {
  const [counts] = await reader.rows<{ users: number; events: number; newest: number | null }>(`
    SELECT (SELECT count(*) FROM users) AS users, (SELECT count(*) FROM events) AS events,
      (SELECT max(at) FROM events) AS newest`);
  const [expired] = await reader.rows<{ count: number }>(findExpired(expiredBefore));
  const marks = await reader.rows<{ name: string; value: number }>('SELECT name, value FROM marks');
  const checks = await reader.rows<{ id: string; value: string }>(
    'SELECT key_id AS id, check_value AS value FROM key_checks',
  );
  return {
    users: counts?.users ?? 0,
    events: counts?.events ?? 0,
    newestEventAt: counts?.newest ?? 0,
    expired: expired?.count ?? 0,
    marks: new Map(marks.map(({ name, value }) => [name, value])),
    servers: await reader.rows<SeenServer>(`
      SELECT version, seals_with AS "sealsWith", clock_offset_ms AS "clockOffsetMs", seen_at AS "seenAt"
      FROM servers ORDER BY seen_at DESC`),
    keyChecks: new Map(checks.map(({ id, value }) => [id, value])),
    sealedWith: await countByKey(reader),
    signingKeys: await reader.rows(
      'SELECT kid, sealed_private_key AS "sealedPrivateKey" FROM signing_keys ORDER BY created_at DESC',
    ),
  };
}

/** Key IDs hold no dot, so a sealed value gives its own away: `v1.<key id>.` (core/seal.ts). */
async function countByKey(reader: RowReader): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  // 3 for `v1.`, 32 for the longest key ID, 1 for the dot behind it.
  const heads = [
    ['authenticators', 'sealed_key'],
    ['enrollments', 'sealed_key'],
    ['signing_keys', 'sealed_private_key'],
    ['server_secrets', 'sealed_value'],
  ].map(
    ([table, column]) =>
      `SELECT substr(${column}, 1, 36) AS head FROM ${table} WHERE ${column} <> ''`,
  );
  for (const { head } of await reader.rows<{ head: string }>(heads.join(' UNION ALL '))) {
    const [, keyId = '?'] = head.split('.');
    counts.set(keyId, (counts.get(keyId) ?? 0) + 1);
  }
  return counts;
}
