import { command, query, type Script } from './script.ts';
import { droppedKey, keyMaySeal, sealingKeyOf } from './sealing.ts';

export interface ServerKeyStore {
  /** Check values of encryption keys, by key ID. */
  listKeyChecks(): Promise<ReadonlyMap<string, string>>;
  addKeyCheck(keyId: string, checkValue: string): Promise<void>;
  /** How many stored secrets an encryption key sealed. */
  countSealedWith(keyId: string): Promise<number>;
  /** The sealed secret of that name; the offered one is kept when there is none yet. @throws SealingHeldError */
  keepServerSecret(name: string, offeredSealedValue: string): Promise<string>;
  /** Every sealed secret. */
  listServerSecrets(): Promise<readonly string[]>;
}

const selectKeyChecks = query<{ keyId: string; checkValue: string }>(
  'SELECT key_id AS "keyId", check_value AS "checkValue" FROM key_checks',
);

const insertKeyCheck = command(`
  INSERT INTO key_checks (key_id, check_value) VALUES (:keyId, :checkValue) ON CONFLICT (key_id) DO NOTHING`);

const insertServerSecret = command(`
  INSERT INTO server_secrets (name, sealed_value) SELECT :name, :sealedValue WHERE ${keyMaySeal}
  ON CONFLICT (name) DO NOTHING`);

const selectServerSecret = query<{ sealedValue: string }>(
  'SELECT sealed_value AS "sealedValue" FROM server_secrets WHERE name = :name',
);

const selectServerSecrets = query<{ sealedValue: string }>(
  'SELECT sealed_value AS "sealedValue" FROM server_secrets',
);

export function* listKeyChecks(): Script<ReadonlyMap<string, string>> {
  const rows = yield* selectKeyChecks.all({});
  return new Map(rows.map(({ keyId, checkValue }) => [keyId, checkValue]));
}

export function* addKeyCheck(keyId: string, checkValue: string): Script<void> {
  yield* insertKeyCheck.run({ keyId, checkValue });
}

export function* keepServerSecret(name: string, offeredSealedValue: string): Script<string> {
  const sealingKey = sealingKeyOf(offeredSealedValue);
  yield* insertServerSecret.run({ name, sealedValue: offeredSealedValue, ...sealingKey });
  const kept = yield* selectServerSecret.first({ name });
  if (kept === undefined) throw droppedKey(offeredSealedValue);
  return kept.sealedValue;
}

export function* listServerSecrets(): Script<readonly string[]> {
  const rows = yield* selectServerSecrets.all({});
  return rows.map(({ sealedValue }) => sealedValue);
}
