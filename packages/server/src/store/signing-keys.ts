import { recordEvent, type Actor } from './events.ts';
import { command, query, type Script } from './script.ts';
import { droppedKey, keyMaySeal, sealingKeyOf, storeSealed } from './sealing.ts';

export interface SigningKeyRecord {
  readonly kid: string;
  /** JSON of the public JWK. */
  readonly publicJwk: string;
  /** PKCS #8 DER, sealed. */
  readonly sealedPrivateKey: string;
  readonly createdAt: number;
  /** From when on it signs; it is published before. 0 where it signs as soon as it is there. */
  readonly signsFrom: number;
  /** Until when it is published, if another one takes its place; 0 where it was ended at once. */
  readonly publishedUntil: number | null;
}

/** A signing key, and until when those that it replaces are published. */
export interface SigningKeyRotation {
  readonly successor: SigningKeyRecord;
  readonly othersUntil: number;
  readonly by: Actor;
}

export interface SigningKeyStore {
  /** Every signing key, the one that signs last first; the offered one is kept when there is none yet. @throws SealingHeldError */
  keepSigningKeys(offered: SigningKeyRecord): Promise<readonly SigningKeyRecord[]>;
  listSigningKeys(): Promise<readonly SigningKeyRecord[]>;
  /** Adds it, limits the others, and records it. @throws SealingHeldError */
  rotateSigningKey(rotation: SigningKeyRotation): Promise<void>;
}

const insertFirst = command(`
  INSERT INTO signing_keys (kid, public_jwk, sealed_private_key, created_at, signs_from)
  SELECT :kid, :publicJwk, :sealedPrivateKey, :createdAt, :signsFrom
  WHERE NOT EXISTS (SELECT 1 FROM signing_keys) AND ${keyMaySeal}`);

const insertSuccessor = command(`
  INSERT INTO signing_keys (kid, public_jwk, sealed_private_key, created_at, signs_from)
  SELECT :kid, :publicJwk, :sealedPrivateKey, :createdAt, :signsFrom WHERE ${keyMaySeal}`);

const endOthers = command(`
  UPDATE signing_keys SET published_until = :until
  WHERE kid <> :kid AND (published_until IS NULL OR published_until > :until)`);

const selectAll = query<SigningKeyRecord>(`
  SELECT kid, public_jwk AS "publicJwk", sealed_private_key AS "sealedPrivateKey", created_at AS "createdAt",
    signs_from AS "signsFrom", published_until AS "publishedUntil"
  FROM signing_keys ORDER BY signs_from DESC, created_at DESC, kid`);

/** Deletes what is published no longer, but never the one that signs. */
export const deleteEndedSigningKeys = command(`
  DELETE FROM signing_keys WHERE published_until <= :now
    AND EXISTS (SELECT 1 FROM signing_keys AS others WHERE others.published_until IS NULL)`);

export function* keepSigningKeys(offered: SigningKeyRecord): Script<readonly SigningKeyRecord[]> {
  const { sealedPrivateKey } = offered;
  yield* insertFirst.run({ ...columnsOf(offered), ...sealingKeyOf(sealedPrivateKey) });
  const kept = yield* selectAll.all({});
  if (kept.length === 0) throw droppedKey(sealedPrivateKey);
  return kept;
}

export function listSigningKeys(): Script<readonly SigningKeyRecord[]> {
  return selectAll.all({});
}

export function* rotateSigningKey(rotation: SigningKeyRotation): Script<void> {
  const { successor, othersUntil, by } = rotation;
  const { kid, createdAt, sealedPrivateKey } = successor;
  yield* storeSealed(insertSuccessor, sealedPrivateKey, columnsOf(successor));
  yield* endOthers.run({ kid, until: othersUntil });
  yield* recordEvent({ action: 'server.signing_key_rotated', at: createdAt, by, reason: kid });
}

function columnsOf(record: SigningKeyRecord) {
  const { kid, publicJwk, sealedPrivateKey, createdAt, signsFrom } = record;
  return { kid, publicJwk, sealedPrivateKey, createdAt, signsFrom };
}
