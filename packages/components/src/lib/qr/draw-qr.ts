import { encodeQr } from './matrix.ts';
import { toPathData } from './path.ts';

export interface QrDrawing {
  /** Modules on a side, without the quiet zone. */
  readonly size: number;
  readonly pathData: string;
}

/** Draws the QR code of a text. Throws where that does not fit into one. */
export function drawQr(text: string): QrDrawing {
  const matrix = encodeQr(text, 'M');
  return { size: matrix.size, pathData: toPathData(matrix) };
}
