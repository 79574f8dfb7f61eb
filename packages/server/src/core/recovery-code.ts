import { createHmac, randomBytes } from 'node:crypto';

/** Crockford's base32: no I, L, O, U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const characters = 24;

/** A new recovery code: 120 random bits as 24 characters in six groups of four. */
export function generateRecoveryCode(): string {
  const code = Array.from(randomBytes(characters), (byte) => alphabet[byte & 31]).join('');
  return code.replace(/.{4}(?=.)/g, '$&-');
}

/** A code as it is compared: without dashes and spaces, in upper case, with look-alikes read as what they stand for. */
export function normalizeRecoveryCode(typed: string): string {
  return typed.replace(/[\s-]/g, '').toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
}

/** How a code is stored: an HMAC under a key of the server's, bound to its user. */
export function hashRecoveryCode(
  code: string,
  owner: { readonly userId: string; readonly hashKey: Buffer },
): string {
  return createHmac('sha256', owner.hashKey)
    .update(`${owner.userId}\n${normalizeRecoveryCode(code)}`)
    .digest('base64url');
}
