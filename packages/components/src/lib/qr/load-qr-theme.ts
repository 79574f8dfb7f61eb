import type * as qrTheme from './qr-theme.ts';

export type QrTheme = typeof qrTheme;

/**
 * Loads what draws a code in the look of a page. A browser tries again at the next call.
 * In a file without decorators: in one with them, TypeScript leaves the `.ts` of an import like this as it is.
 */
export function loadQrTheme(): Promise<QrTheme> {
  return import('./qr-theme.ts');
}
