/** Loads the ways beside the QR code. A browser tries again at the next call. */
export function loadKeyParts(): Promise<unknown> {
  return import('./key-parts.ts');
}
