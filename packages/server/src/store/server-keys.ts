import { command, query, type Script } from './script.ts';

export interface SigningKeyRecord {
  readonly kid: string;
  /** JSON of the public JWK. */
  readonly publicJwk: string;
  /** PKCS #8 DER, sealed. */
  readonly sealedPrivateKey: string;
  readonly createdAt: number;
}

export interface ServerKeyStore {
  /** Check values of encryption keys, by key ID. */
  listKeyChecks(): Promise<ReadonlyMap<string, string>>;
  addKeyCheck(keyId: string, checkValue: string): Promise<void>;
  /** How many stored secrets an encryption key sealed. */
  countSealedWith(keyId: string): Promise<number>;
  /** Every signing key, newest first; the offered one is kept when there is none yet. */
  keepSigningKeys(offered: SigningKeyRecord): Promise<readonly SigningKeyRecord[]>;
  /** The sealed secret of that name; the offered one is kept when there is none yet. */
  keepServerSecret(name: string, offeredSealedValue: string): Promise<string>;
}

const selectKeyChecks = query<{ keyId: string; checkValue: string }>(
  'SELECT key_id AS "keyId", check_value AS "checkValue" FROM key_checks',
);

const insertKeyCheck = command(`
  INSERT INTO key_checks (key_id, check_value) VALUES (:keyId, :checkValue) ON CONFLICT (key_id) DO NOTHING`);

const insertFirstSigningKey = command(`
  INSERT INTO signing_keys (kid, public_jwk, sealed_private_key, created_at)
  SELECT :kid, :publicJwk, :sealedPrivateKey, :createdAt WHERE NOT EXISTS (SELECT 1 FROM signing_keys)`);

const selectSigningKeys = query<SigningKeyRecord>(`
  SELECT kid, public_jwk AS "publicJwk", sealed_private_key AS "sealedPrivateKey", created_at AS "createdAt"
  FROM signing_keys ORDER BY created_at DESC, kid`);

const insertServerSecret = command(`
  INSERT INTO server_secrets (name, sealed_value) VALUES (:name, :sealedValue) ON CONFLICT (name) DO NOTHING`);

const selectServerSecret = query<{ sealedValue: string }>(
  'SELECT sealed_value AS "sealedValue" FROM server_secrets WHERE name = :name',
);

const countSealed = query<{ count: number }>(`
  SELECT (SELECT count(*) FROM authenticators WHERE sealed_key LIKE :pattern ESCAPE '\\')
    + (SELECT count(*) FROM enrollments WHERE sealed_key LIKE :pattern ESCAPE '\\')
    + (SELECT count(*) FROM signing_keys WHERE sealed_private_key LIKE :pattern ESCAPE '\\')
    + (SELECT count(*) FROM server_secrets WHERE sealed_value LIKE :pattern ESCAPE '\\') AS count`);

export function* countSealedWith(keyId: string): Script<number> {
  // Key IDs hold letters, digits, - and _; an underscore would match any character.
  const pattern = `v1.${keyId.replaceAll('_', '\\_')}.%`;
  return (yield* countSealed.first({ pattern }))?.count ?? 0;
}

export function* listKeyChecks(): Script<ReadonlyMap<string, string>> {
  const rows = yield* selectKeyChecks.all({});
  return new Map(rows.map(({ keyId, checkValue }) => [keyId, checkValue]));
}

export function* addKeyCheck(keyId: string, checkValue: string): Script<void> {
  yield* insertKeyCheck.run({ keyId, checkValue });
}

export function* keepSigningKeys(offered: SigningKeyRecord): Script<readonly SigningKeyRecord[]> {
  yield* insertFirstSigningKey.run({ ...offered });
  return yield* selectSigningKeys.all({});
}

export function* keepServerSecret(name: string, offeredSealedValue: string): Script<string> {
  yield* insertServerSecret.run({ name, sealedValue: offeredSealedValue });
  const kept = yield* selectServerSecret.first({ name });
  return kept?.sealedValue ?? offeredSealedValue;
}
