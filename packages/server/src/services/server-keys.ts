import {
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { publicKeyFromJwk, type JwtSigner } from '../core/jwt.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { SigningKeyRecord } from '../store/server-keys.ts';
import type { Store } from '../store/store.ts';

/** The keys a server signs and derives with, kept sealed in the database. */
export interface ServerKeys {
  readonly signer: JwtSigner;
  readonly publicKey: (kid: string) => KeyObject | undefined;
  /** The JWK Set (RFC 7517 §5) that the outside checks tokens with. */
  readonly jwks: { readonly keys: readonly JsonWebKey[] };
  /** Refresh tokens' successors are derived under it. */
  readonly successorKey: Buffer;
}

/** An encryption key is missing or is not the one that sealed the data. */
export class WrongEncryptionKeyError extends Error {
  override readonly name = 'WrongEncryptionKeyError';
}

const successorKeyName = 'refresh-successor';

/**
 * Checks the key ring against the database and loads, or on the first start makes, the server's own keys.
 * @throws WrongEncryptionKeyError when a key of the ring is not the one that the data was sealed with
 */
export async function loadServerKeys(store: Store, keyring: Keyring): Promise<ServerKeys> {
  await checkKeyring(store, keyring);
  const records = await store.keepSigningKeys(makeSigningKey(keyring));
  const [newest] = records;
  if (newest === undefined) throw new Error('the store kept no signing key');
  const publicKeys = new Map(
    records.map((record) => [record.kid, publicKeyFromJwk(parseJwk(record.publicJwk))]),
  );
  return {
    signer: { kid: newest.kid, privateKey: openSigningKey(newest, keyring) },
    publicKey: (kid) => publicKeys.get(kid),
    jwks: {
      keys: records.map((record) => ({
        ...parseJwk(record.publicJwk),
        kid: record.kid,
        use: 'sig',
        alg: 'ES256',
      })),
    },
    successorKey: await loadSecret(successorKeyName, store, keyring),
  };
}

async function checkKeyring(store: Store, keyring: Keyring): Promise<void> {
  const stored = await store.listKeyChecks();
  const [mismatch] = keyring.mismatches(stored);
  if (mismatch !== undefined) {
    throw new WrongEncryptionKeyError(
      `The encryption key "${mismatch}" is not the one this database was sealed with. Give the right key in TOTP_KIT_KEYS (or put the right totp-kit.keys back beside the database); with another one nobody could sign in.`,
    );
  }
  for (const [keyId, checkValue] of keyring.checkValues) {
    if (!stored.has(keyId)) await store.addKeyCheck(keyId, checkValue);
  }
}

function makeSigningKey(keyring: Keyring): SigningKeyRecord {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kid = randomBytes(12).toString('base64url');
  const der = privateKey.export({ format: 'der', type: 'pkcs8' });
  return {
    kid,
    publicJwk: JSON.stringify(publicKey.export({ format: 'jwk' })),
    sealedPrivateKey: keyring.seal(der, signingKeyContext(kid)),
    createdAt: Date.now(),
  };
}

function openSigningKey(record: SigningKeyRecord, keyring: Keyring): KeyObject {
  const der = keyring.open(record.sealedPrivateKey, signingKeyContext(record.kid));
  if (der === undefined) throw missingKey();
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

async function loadSecret(name: string, store: Store, keyring: Keyring): Promise<Buffer> {
  const context = ['server secret', name];
  const sealed = await store.keepServerSecret(name, keyring.seal(randomBytes(32), context));
  const secret = keyring.open(sealed, context);
  if (secret === undefined) throw missingKey();
  return secret;
}

function missingKey(): WrongEncryptionKeyError {
  return new WrongEncryptionKeyError(
    'A key this database was sealed with is missing. Add it to TOTP_KIT_KEYS (behind the first, if that is new) or put the right totp-kit.keys back beside the database.',
  );
}

function signingKeyContext(kid: string): readonly string[] {
  return ['signing key', kid];
}

function parseJwk(json: string): JsonWebKey {
  return JSON.parse(json) as JsonWebKey;
}
