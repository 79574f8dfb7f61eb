import { create } from 'qrcode/lib/core/qrcode.js';
import { expect, test } from 'vitest';
import { encodeQr } from '../src/lib/qr/encode-qr.ts';
import { ratePenalty } from '../src/lib/qr/penalty.ts';
import type { QrMatrix } from '../src/lib/qr/path.ts';

/* The package `qrcode` is the oracle: it makes the same symbols, with more code. */

/** Bytes that fill each version at level M, from 1 to 40 (ISO/IEC 18004:2015, table 7). */
const capacities = [
  14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666,
  711, 779, 857, 911, 997, 1059, 1125, 1190, 1264, 1370, 1452, 1538, 1628, 1722, 1809, 1911, 1989,
  2099, 2213, 2331,
];

const encoder = new TextEncoder();

/** A text of so many bytes, of one, two and three each. */
function textOf(byteCount: number): string {
  let text = '';
  for (let index = 0, left = byteCount; left > 0; index += 1) {
    const character = ['€', 'é', 'a', '%', '7', 'Z'][(index * index + byteCount) % 6] ?? 'x';
    const length = encoder.encode(character).length;
    text += length > left ? 'x' : character;
    left -= length > left ? 1 : length;
  }
  return text;
}

function symbolOf(text: string, maskPattern: number): QrMatrix {
  const segments = [{ data: encoder.encode(text), mode: 'byte' as const }];
  const { modules } = create(segments, { errorCorrectionLevel: 'M', maskPattern });
  return { size: modules.size, isDark: (row, column) => modules.get(row, column) !== 0 };
}

function drawingOf({ size, isDark }: QrMatrix): string {
  const places = Array.from({ length: size }, (_, place) => place);
  return places
    .map((row) => places.map((column) => (isDark(row, column) ? '#' : '.')).join(''))
    .join('\n');
}

test.each(capacities.map((capacity, index) => ({ capacity, version: index + 1 })))(
  'makes the symbol of the oracle in version $version',
  ({ capacity, version }) => {
    const text = textOf(capacity);
    const matrix = encodeQr(text);
    expect(matrix.size).toBe(4 * version + 17);
    const symbols = [0, 1, 2, 3, 4, 5, 6, 7].map((mask) => symbolOf(text, mask));
    expect(symbols.map(drawingOf)).toContain(drawingOf(matrix));
    expect(ratePenalty(matrix)).toBe(Math.min(...symbols.map(ratePenalty)));
  },
);

test.each([1, 13, 60, 121, 300])('pads %i bytes like the oracle', (byteCount) => {
  const text = textOf(byteCount);
  const symbols = [0, 1, 2, 3, 4, 5, 6, 7].map((mask) => symbolOf(text, mask));
  expect(symbols.map(drawingOf)).toContain(drawingOf(encodeQr(text)));
});

test('refuses what no QR code holds', () => {
  expect(() => encodeQr('a'.repeat(2_332))).toThrow(RangeError);
});
