import { toPathData } from './path.ts';

export interface QrDrawing {
  /** Modules on a side, without the quiet zone. */
  readonly size: number;
  readonly pathData: string;
}

/**
 * Draws the QR code of a text. What it takes is loaded here, so that no page pays for a QR code it doesn't show.
 * In a file without decorators: in one with them, TypeScript leaves the `.ts` of an import like this as it is.
 */
export async function drawQr(text: string): Promise<QrDrawing> {
  const { encodeQr } = await import('./matrix.ts');
  const matrix = encodeQr(text);
  return { size: matrix.size, pathData: toPathData(matrix) };
}
