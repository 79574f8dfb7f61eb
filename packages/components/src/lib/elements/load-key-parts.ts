import type * as keyParts from './key-parts.ts';

export type KeyParts = typeof keyParts;

/** Loads the ways beside the QR code. A browser tries again at the next call. */
export function loadKeyParts(): Promise<KeyParts> {
  return import('./key-parts.ts');
}
