import { create } from '../../../generated/qrcode-core.js';
import { levelBitsOf } from './error-correction.ts';
import type { QrMatrix } from './path.ts';

/**
 * The QR code of a text. A level that there is not becomes M, which survives a scratched screen without growing dense.
 * Throws where the text does not fit into one.
 */
export function encodeQr(text: string, level: string): QrMatrix {
  const { modules } = create(text, Math.max(levelBitsOf(level), 0));
  return {
    size: modules.size,
    isDark: (row, column) => Boolean(modules.get(row, column)),
  };
}
