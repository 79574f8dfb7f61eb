import type { Scope } from '@totp-kit/protocol';
import { recordEvent, type Actor } from './events.ts';
import { command, query, type Script } from './script.ts';
import type { Change } from './users.ts';

export interface ManagementKeyRecord {
  readonly keyId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
}

export interface NewManagementKey {
  readonly keyId: string;
  readonly keyHash: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly at: number;
}

export interface ManagementKeyStore {
  listManagementKeys(): Promise<readonly ManagementKeyRecord[]>;
  createManagementKey(key: NewManagementKey, by: Actor): Promise<void>;
  /** False when there is no such key. */
  revokeManagementKey(keyId: string, change: Change): Promise<boolean>;
  /** The scopes of a key that is not revoked; notes its use about once a minute. */
  useManagementKey(keyHash: string, now: number): Promise<ManagementKeyRecord | undefined>;
}

interface ManagementKeyRow extends Omit<ManagementKeyRecord, 'scopes'> {
  /** Separated by spaces. */
  readonly scopes: string;
}

/** Use is noted no oftener, so that a read does not cost a write. */
const noteEveryMs = 60_000;

const columns = `key_id AS "keyId", name, scopes, created_at AS "createdAt", last_used_at AS "lastUsedAt"`;

const selectKeys = query<ManagementKeyRow>(
  `SELECT ${columns} FROM management_keys ORDER BY created_at, key_id`,
);

const selectKey = query<ManagementKeyRow>(
  `SELECT ${columns} FROM management_keys WHERE key_hash = :keyHash`,
);

const insertKey = command(`
  INSERT INTO management_keys (key_id, key_hash, name, scopes, created_at)
  VALUES (:keyId, :keyHash, :name, :scopes, :at)`);

const noteUse = command(`
  UPDATE management_keys SET last_used_at = :now
  WHERE key_id = :keyId AND (last_used_at IS NULL OR last_used_at <= :before)`);

const removeKey = command('DELETE FROM management_keys WHERE key_id = :keyId');

const selectKeyId = query<{ keyId: string }>(
  'SELECT key_id AS "keyId" FROM management_keys WHERE key_id = :keyId',
);

/** Whether a key is there, and not revoked. */
export function* hasManagementKey(keyId: string): Script<boolean> {
  return (yield* selectKeyId.first({ keyId })) !== undefined;
}

export function* listManagementKeys(): Script<readonly ManagementKeyRecord[]> {
  return (yield* selectKeys.all({})).map(toRecord);
}

export function* createManagementKey(key: NewManagementKey, by: Actor): Script<void> {
  yield* insertKey.run({ ...key, scopes: key.scopes.join(' ') });
  yield* recordEvent({ action: 'management_key.created', at: key.at, by, reason: key.name });
}

export function* revokeManagementKey(keyId: string, { at, by }: Change): Script<boolean> {
  if ((yield* removeKey.run({ keyId })) === 0) return false;
  yield* recordEvent({ action: 'management_key.revoked', at, by, reason: keyId });
  return true;
}

export function* useManagementKey(
  keyHash: string,
  now: number,
): Script<ManagementKeyRecord | undefined> {
  const row = yield* selectKey.first({ keyHash });
  if (row === undefined) return undefined;
  if ((row.lastUsedAt ?? 0) <= now - noteEveryMs) {
    yield* noteUse.run({ keyId: row.keyId, now, before: now - noteEveryMs });
  }
  return toRecord(row);
}

function toRecord({ scopes, ...row }: ManagementKeyRow): ManagementKeyRecord {
  return { ...row, scopes: scopes.split(' ') as Scope[] };
}
