import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { randomText } from './random-text.ts';

/** A random name for a record: 128 bits, never reused. */
export function randomId(
  kind:
    | 'user'
    | 'admin'
    | 'auth'
    | 'session'
    | 'browser'
    | 'ticket'
    | 'invitation'
    | 'event'
    | 'key'
    | 'server'
    | 'proof',
): string {
  return `${kind}_${randomText(16)}`;
}

/** A random secret that is shown to its holder and stored only as a hash: 256 bits. */
export function randomToken(
  kind: 'enrollment' | 'ticket' | 'refresh' | 'browser' | 'totpkit' | 'invitation' | 'console',
): string {
  return `${kind}_${randomText(32)}`;
}

/** How tokens are stored: SHA-256. They are random and long, so a slow hash would add nothing. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/**
 * The refresh token that follows `token`: an HMAC under a key of the server's, so that the same request sent twice
 * (two tabs, a lost answer) is given the same successor without the server ever storing a token.
 */
export function refreshSuccessor(token: string, successorKey: Buffer): string {
  return `refresh_${createHmac('sha256', successorKey).update(token).digest('base64url')}`;
}

/** Compares two secrets in constant time, whatever their lengths. */
export function equalSecrets(one: string, other: string): boolean {
  return timingSafeEqual(
    createHash('sha256').update(one).digest(),
    createHash('sha256').update(other).digest(),
  );
}
