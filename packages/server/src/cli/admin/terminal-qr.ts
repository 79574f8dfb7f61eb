import { create } from 'qrcode';

/** Light modules around a code, which scanners need (ISO/IEC 18004 §9.1). */
const quietZone = 4;

/** Black on white from the palette that no theme changes. */
const blackOnWhite = '\u001b[38;5;16;48;5;231m';
const reset = '\u001b[0m';

/**
 * A QR code in half blocks, two rows of modules a line. With colour it is black on white whatever the terminal's
 * theme; without, its light modules are drawn, as it should be on the usual dark terminal. Undefined where the screen
 * is too narrow for it.
 */
export function drawQr(
  text: string,
  { columns, hasColor }: { readonly columns: number; readonly hasColor: boolean },
): string | undefined {
  const { modules } = create(text, { errorCorrectionLevel: 'L' });
  const width = modules.size + 2 * quietZone;
  if (width > columns) return undefined;
  const isInside = (place: number): boolean => place >= 0 && place < modules.size;
  const isDark = (row: number, column: number): boolean =>
    isInside(row) && isInside(column) && modules.get(row, column) === 1;
  const isDrawn = (row: number, column: number): boolean => isDark(row, column) === hasColor;

  const lines: string[] = [];
  for (let row = -quietZone; row < modules.size + quietZone; row += 2) {
    let line = '';
    for (let column = -quietZone; column < modules.size + quietZone; column += 1) {
      line += halfBlock({ top: isDrawn(row, column), bottom: isDrawn(row + 1, column) });
    }
    lines.push(hasColor ? `${blackOnWhite}${line}${reset}` : line);
  }
  return `${lines.join('\n')}\n`;
}

function halfBlock({ top, bottom }: { readonly top: boolean; readonly bottom: boolean }): string {
  if (top) return bottom ? '█' : '▀';
  return bottom ? '▄' : ' ';
}
