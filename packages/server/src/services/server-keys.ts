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
  /** Recovery codes are hashed under it. */
  readonly recoveryCodeKey: Buffer;
}

/** An encryption key is missing or is not the one that sealed the data. */
export class WrongEncryptionKeyError extends Error {
  override readonly name = 'WrongEncryptionKeyError';
}

/**
 * Checks the key ring against the database and loads, or on the first start makes, the server's own keys. Nothing of a
 * new ring is noted before it has opened what is there.
 * @throws WrongEncryptionKeyError when a key that sealed something is missing or is another one
 */
export async function loadServerKeys(store: Store, keyring: Keyring): Promise<ServerKeys> {
  await refuseWrongKeys(store, keyring);
  await refuseMissingKeys(store, keyring);
  const records = await store.keepSigningKeys(makeSigningKey(keyring));
  const [newest] = records;
  if (newest === undefined) throw new Error('the store kept no signing key');
  const signer = { kid: newest.kid, privateKey: openSigningKey(newest, keyring) };
  const successorKey = await loadSecret('refresh-successor', store, keyring);
  const recoveryCodeKey = await loadSecret('recovery-codes', store, keyring);
  await noteKeys(store, keyring);

  const publicKeys = new Map(
    records.map((record) => [record.kid, publicKeyFromJwk(parseJwk(record.publicJwk))]),
  );
  return {
    signer,
    publicKey: (kid) => publicKeys.get(kid),
    jwks: {
      keys: records.map((record) => ({
        ...parseJwk(record.publicJwk),
        kid: record.kid,
        use: 'sig',
        alg: 'ES256',
      })),
    },
    successorKey,
    recoveryCodeKey,
  };
}

async function refuseWrongKeys(store: Store, keyring: Keyring): Promise<void> {
  const [wrong] = keyring.mismatches(await store.listKeyChecks());
  if (wrong === undefined) return;
  throw new WrongEncryptionKeyError(
    `The encryption key "${wrong}" is not the one this database was sealed with. Give the right key in TOTP_KIT_KEYS (or put the right totp-kit.keys back beside the database); with another one nobody could sign in.`,
  );
}

async function refuseMissingKeys(store: Store, keyring: Keyring): Promise<void> {
  for (const keyId of (await store.listKeyChecks()).keys()) {
    if (keyring.checkValues.has(keyId)) continue;
    const count = await store.countSealedWith(keyId);
    if (count === 0) continue;
    throw new WrongEncryptionKeyError(
      `The encryption key "${keyId}" is missing, and ${count} stored ${count === 1 ? 'secret is' : 'secrets are'} sealed with it. Add it to TOTP_KIT_KEYS behind the first key, or put the right totp-kit.keys back beside the database.`,
    );
  }
}

/** Notes the check values of keys that are new. Who noted first is right: of two first starts one has the wrong key. */
async function noteKeys(store: Store, keyring: Keyring): Promise<void> {
  for (const [keyId, checkValue] of keyring.checkValues) {
    await store.addKeyCheck(keyId, checkValue);
  }
  await refuseWrongKeys(store, keyring);
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
  if (der === undefined) throw unreadable();
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

async function loadSecret(name: string, store: Store, keyring: Keyring): Promise<Buffer> {
  const context = ['server secret', name];
  const sealed = await store.keepServerSecret(name, keyring.seal(randomBytes(32), context));
  const secret = keyring.open(sealed, context);
  if (secret === undefined) throw unreadable();
  return secret;
}

function unreadable(): WrongEncryptionKeyError {
  return new WrongEncryptionKeyError(
    'The server’s own keys in this database cannot be opened: the encryption key that sealed them is missing. Give it in TOTP_KIT_KEYS, or put the right totp-kit.keys back beside the database.',
  );
}

/** What a signing key is sealed for. */
export function signingKeyContext(kid: string): readonly string[] {
  return ['signing key', kid];
}

function parseJwk(json: string): JsonWebKey {
  return JSON.parse(json) as JsonWebKey;
}
