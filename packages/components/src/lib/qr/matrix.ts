import { create } from '../../../generated/qrcode-core.js';
import type { QrMatrix } from './path.ts';

/** The QR code of a text, at a level that survives a scratched screen without growing dense (ISO/IEC 18004, M). */
export function encodeQr(text: string): QrMatrix {
  const { modules } = create(text);
  return {
    size: modules.size,
    isDark: (row, column) => Boolean(modules.get(row, column)),
  };
}
