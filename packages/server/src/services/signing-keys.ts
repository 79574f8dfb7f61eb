import {
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { durations } from '../core/durations.ts';
import { publicKeyFromJwk } from '../core/jwt.ts';
import { sealingKeyId } from '../core/seal.ts';
import { sealContexts } from '../core/sealed-kinds.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { SigningKeyRecord } from '../store/signing-keys.ts';

/** How long the outside may keep a JWK Set: a new key is published for longer before it signs. */
export const jwksMaxAgeSeconds = durations.jwksCache / 1000;

/** A signing key as a server has it open. */
export interface SigningKey {
  readonly kid: string;
  readonly signsFrom: number;
  readonly publishedUntil: number | null;
  readonly publicJwk: JsonWebKey;
  readonly publicKey: KeyObject;
  /** Undefined where it cannot be opened: it signs nothing then. */
  readonly privateKey: KeyObject | undefined;
  /** The ID of the encryption key that sealed it when it was opened. */
  readonly sealedBy: string | undefined;
}

export function makeSigningKey(
  keyring: Keyring,
  times: Pick<SigningKeyRecord, 'createdAt' | 'signsFrom'>,
): SigningKeyRecord {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kid = randomBytes(12).toString('base64url');
  const der = privateKey.export({ format: 'der', type: 'pkcs8' });
  return {
    kid,
    publicJwk: JSON.stringify(publicKey.export({ format: 'jwk' })),
    sealedPrivateKey: keyring.seal(der, sealContexts.signingKey(kid)),
    ...times,
    publishedUntil: null,
  };
}

export function openSigningKey(record: SigningKeyRecord, keyring: Keyring): SigningKey {
  const { kid, signsFrom, publishedUntil } = record;
  const publicJwk = JSON.parse(record.publicJwk) as JsonWebKey;
  const der = keyring.open(record.sealedPrivateKey, sealContexts.signingKey(kid));
  return {
    kid,
    signsFrom,
    publishedUntil,
    publicJwk,
    publicKey: publicKeyFromJwk(publicJwk),
    privateKey: der && createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }),
    sealedBy: sealingKeyId(record.sealedPrivateKey),
  };
}

/**
 * The key that signs at a time, of keys in the order of their beginning, the last first: one that is published. Where
 * none has begun, the clock went back, and the first one signs.
 */
export function signingKeyAt<Key extends Pick<SigningKey, 'signsFrom' | 'publishedUntil'>>(
  keys: readonly Key[],
  now: number,
): Key | undefined {
  const published = keys.filter((key) => isPublished(key, now));
  return published.find(({ signsFrom }) => signsFrom <= now) ?? published.at(-1);
}

/** Whether the outside is told of it, and tokens that it signed count. */
export function isPublished(key: Pick<SigningKey, 'publishedUntil'>, now: number): boolean {
  return key.publishedUntil === null || now < key.publishedUntil;
}

export function presentSigningKey({ publicJwk, kid }: SigningKey): JsonWebKey {
  return { ...publicJwk, kid, use: 'sig', alg: 'ES256' };
}
