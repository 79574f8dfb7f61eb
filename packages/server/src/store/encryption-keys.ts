import { command, query, type Script } from './script.ts';

/** An encryption key that this database has met. */
export interface EncryptionKeyRecord {
  readonly keyId: string;
  readonly checkValue: string;
  /** When a rotation replaced it: none goes back to it unless it is told to. */
  readonly retiredAt: number | null;
  /** When it was dropped: it never seals again. */
  readonly droppedAt: number | null;
}

/** A server that was seen lately, and the encryption keys it has. */
export interface KeyHolder {
  readonly serverId: string;
  readonly sealsWith: string;
  readonly opensWith: readonly string[];
  readonly startedAt: number;
  readonly seenAt: number;
}

/** The time for which one command alone changes keys; it ends by itself when the command was killed. */
export interface KeyLease {
  readonly now: number;
  /** Milliseconds since 1970, not included. */
  readonly until: number;
  /** The end of the lease that this one prolongs. */
  readonly since?: number | undefined;
}

export interface EncryptionKeyStore {
  listEncryptionKeys(): Promise<readonly EncryptionKeyRecord[]>;
  /** Notes that a key replaces every other one. */
  retireOtherKeys(keyId: string, at: number): Promise<void>;
  /** Notes that a key is dropped, or with null that it is not. */
  markKeyDropped(keyId: string, at: number | null): Promise<void>;
  /** The servers that were seen since then. */
  listKeyHolders(seenSince: number): Promise<readonly KeyHolder[]>;
  /** Whether the lease is given: nobody else has one. */
  leaseKeys(lease: KeyLease): Promise<boolean>;
  endKeyLease(until: number): Promise<void>;
}

const selectKeys = query<EncryptionKeyRecord>(`
  SELECT key_id AS "keyId", check_value AS "checkValue", retired_at AS "retiredAt", dropped_at AS "droppedAt"
  FROM key_checks ORDER BY key_id`);

const retireOthers = command(`
  UPDATE key_checks SET retired_at = CASE WHEN key_id = :keyId THEN NULL ELSE coalesce(retired_at, :at) END`);

const setDropped = command('UPDATE key_checks SET dropped_at = :at WHERE key_id = :keyId');

const selectHolders = query<{
  serverId: string;
  sealsWith: string;
  opensWith: string;
  startedAt: number;
  seenAt: number;
}>(`
  SELECT server_id AS "serverId", seals_with AS "sealsWith", opens_with AS "opensWith",
    started_at AS "startedAt", seen_at AS "seenAt"
  FROM servers WHERE seen_at >= :seenSince ORDER BY started_at, server_id`);

const takeLease = command(`
  INSERT INTO marks (name, value) VALUES ('keys-command', :until)
  ON CONFLICT (name) DO UPDATE SET value = :until WHERE marks.value <= :now`);

const prolongLease = command(
  "UPDATE marks SET value = :until WHERE name = 'keys-command' AND value = :since",
);

const deleteLease = command("DELETE FROM marks WHERE name = 'keys-command' AND value = :until");

export function listEncryptionKeys(): Script<readonly EncryptionKeyRecord[]> {
  return selectKeys.all({});
}

export function* retireOtherKeys(keyId: string, at: number): Script<void> {
  yield* retireOthers.run({ keyId, at });
}

export function* markKeyDropped(keyId: string, at: number | null): Script<void> {
  yield* setDropped.run({ keyId, at });
}

export function* listKeyHolders(seenSince: number): Script<readonly KeyHolder[]> {
  const rows = yield* selectHolders.all({ seenSince });
  return rows.map((row) => ({ ...row, opensWith: JSON.parse(row.opensWith) as string[] }));
}

export function* leaseKeys({ now, until, since }: KeyLease): Script<boolean> {
  const changes =
    since === undefined
      ? yield* takeLease.run({ now, until })
      : yield* prolongLease.run({ until, since });
  return changes === 1;
}

export function* endKeyLease(until: number): Script<void> {
  yield* deleteLease.run({ until });
}
