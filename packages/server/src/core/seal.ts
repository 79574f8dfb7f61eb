import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** An encryption key and its name in the ring. */
export interface SealingKey {
  readonly id: string;
  readonly key: KeyObject;
}

/**
 * What a sealed value belongs to, such as `['authenticator', userId, authenticatorId]`. It goes into the additional
 * data together with the key's ID, so a value moved elsewhere does not open.
 */
export type SealContext = readonly string[];

/** The key that seals was dropped: what it sealed could be lost with it. */
export class SealingHeldError extends Error {
  override readonly name = 'SealingHeldError';
}

/** Seals with AES-256-GCM (NIST SP 800-38D) as `v1.<key id>.<nonce>.<ciphertext and tag>`, base64url. */
export function seal(plaintext: Buffer, context: SealContext, sealingKey: SealingKey): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, sealingKey.key, nonce);
  cipher.setAAD(additionalData(sealingKey.id, context));
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  return `v1.${sealingKey.id}.${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
}

/** The ID of the key that sealed the value, or undefined when it has another form. */
export function sealingKeyId(sealed: string): string | undefined {
  const [version, keyId, , , ...rest] = sealed.split('.');
  return version === 'v1' && rest.length === 0 ? keyId : undefined;
}

/** Opens what `seal` made with the same key and context; undefined when anything does not fit. */
export function open(
  sealed: string,
  context: SealContext,
  sealingKey: SealingKey,
): Buffer | undefined {
  const [, , encodedNonce = '', encodedBody = ''] = sealed.split('.');
  const nonce = Buffer.from(encodedNonce, 'base64url');
  const body = Buffer.from(encodedBody, 'base64url');
  if (nonce.length !== nonceBytes || body.length < tagBytes) return undefined;
  const decipher = createDecipheriv(algorithm, sealingKey.key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(additionalData(sealingKey.id, context));
  decipher.setAuthTag(body.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(body.subarray(0, -tagBytes)), decipher.final()]);
  } catch {
    return undefined;
  }
}

function additionalData(keyId: string, context: SealContext): Buffer {
  return Buffer.from(JSON.stringify(['v1', keyId, ...context]), 'utf8');
}
