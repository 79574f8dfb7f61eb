import { recordEvent, type Actor } from './events.ts';
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

/** What somebody does to a key of the server, to be recorded. */
export interface KeyChange {
  readonly keyId: string;
  readonly at: number;
  readonly by: Actor;
}

/** The time for which one command alone changes keys; it ends by itself when the command was killed. */
export interface KeyLease {
  readonly now: number;
  /** Milliseconds since 1970, not included. */
  readonly until: number;
  /** The end of the lease that this one prolongs. */
  readonly since?: number | undefined;
}

export type KeyEvent = 'server.key_added' | 'server.key_dropped';

export interface EncryptionKeyStore {
  listEncryptionKeys(): Promise<readonly EncryptionKeyRecord[]>;
  /** Notes that a key replaces every other one, and records it where it had not yet. */
  retireOtherKeys(change: KeyChange): Promise<void>;
  /** Notes that a key is dropped, or with null that it is not. */
  markKeyDropped(keyId: string, at: number | null): Promise<void>;
  /** Records what was done to a key where it is kept. */
  recordKeyEvent(action: KeyEvent, change: KeyChange): Promise<void>;
  /** Whether the lease is given: nobody else has one, but for a longer one that a wrong clock gave. */
  leaseKeys(lease: KeyLease): Promise<boolean>;
  endKeyLease(until: number): Promise<void>;
}

const selectKeys = query<EncryptionKeyRecord>(`
  SELECT key_id AS "keyId", check_value AS "checkValue", retired_at AS "retiredAt", dropped_at AS "droppedAt"
  FROM key_checks ORDER BY key_id`);

const retireOthers = command(`
  UPDATE key_checks SET retired_at = CASE WHEN key_id = :keyId THEN NULL ELSE coalesce(retired_at, :at) END
  WHERE (key_id = :keyId) = (retired_at IS NOT NULL)`);

const setDropped = command('UPDATE key_checks SET dropped_at = :at WHERE key_id = :keyId');

const takeLease = command(`
  INSERT INTO marks (name, value) VALUES ('keys-command', :until)
  ON CONFLICT (name) DO UPDATE SET value = :until WHERE marks.value <= :now OR marks.value > :until`);

const prolongLease = command(
  "UPDATE marks SET value = :until WHERE name = 'keys-command' AND value = :since",
);

const deleteLease = command("DELETE FROM marks WHERE name = 'keys-command' AND value = :until");

export function listEncryptionKeys(): Script<readonly EncryptionKeyRecord[]> {
  return selectKeys.all({});
}

export function* retireOtherKeys({ keyId, at, by }: KeyChange): Script<void> {
  if ((yield* retireOthers.run({ keyId, at })) === 0) return;
  yield* recordEvent({ action: 'server.keys_rotated', at, by, reason: keyId });
}

export function* markKeyDropped(keyId: string, at: number | null): Script<void> {
  yield* setDropped.run({ keyId, at });
}

export function* recordKeyEvent(action: KeyEvent, { keyId, at, by }: KeyChange): Script<void> {
  yield* recordEvent({ action, at, by, reason: keyId });
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
