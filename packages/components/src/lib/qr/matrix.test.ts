import { expect } from 'chai';
import { create } from '../../../generated/qrcode-oracle.js';
import { encodeQr } from './matrix.ts';

/* The package `qrcode` is the oracle: the trimmed core makes the same symbols. */

/** Bytes that fill each version at level M, from 1 to 40 (ISO/IEC 18004:2015, table 7). */
const capacities = [
  14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666,
  711, 779, 857, 911, 997, 1059, 1125, 1190, 1264, 1370, 1452, 1538, 1628, 1722, 1809, 1911, 1989,
  2099, 2213, 2331,
];

const encoder = new TextEncoder();

/** A text of so many bytes, of one, two, three and four each. */
function textOf(byteCount: number): string {
  let text = '';
  for (let index = 0, left = byteCount; left > 0; index += 1) {
    const character = ['€', 'é', 'a', '%', '7', 'Z', '🔑'][(index * index + byteCount) % 7] ?? 'x';
    const length = encoder.encode(character).length;
    text += length > left ? 'x' : character;
    left -= length > left ? 1 : length;
  }
  return text;
}

interface Square {
  readonly size: number;
  readonly isDark: (row: number, column: number) => boolean;
}

function oracleOf(text: string): Square {
  const segments = [{ data: encoder.encode(text), mode: 'byte' as const }];
  const { modules } = create(segments, { errorCorrectionLevel: 'M' });
  return { size: modules.size, isDark: (row, column) => Boolean(modules.get(row, column)) };
}

function drawingOf({ size, isDark }: Square): string {
  const places = Array.from({ length: size }, (_, place) => place);
  return places
    .map((row) => places.map((column) => (isDark(row, column) ? '#' : '.')).join(''))
    .join('\n');
}

describe('encodeQr beside its oracle', () => {
  for (const [index, capacity] of capacities.entries()) {
    const version = index + 1;
    it(`makes the same symbols of version ${version}, full and padded`, () => {
      const full = textOf(capacity);
      expect(encodeQr(full).size).to.equal(4 * version + 17);
      expect(drawingOf(encodeQr(full))).to.equal(drawingOf(oracleOf(full)));
      const least = textOf((capacities[index - 1] ?? 0) + 1);
      expect(encodeQr(least).size).to.equal(4 * version + 17);
      expect(drawingOf(encodeQr(least))).to.equal(drawingOf(oracleOf(least)));
    });
  }

  for (const kind of ['7', 'A', '漢', 'otpauth://totp/Shop:ada%40example.com?secret=']) {
    it(`makes the same symbols of "${kind}", once and often`, () => {
      for (const text of [kind, kind.repeat(3), kind.repeat(12)]) {
        expect(drawingOf(encodeQr(text))).to.equal(drawingOf(oracleOf(text)));
      }
    });
  }

  it('refuses what no QR code holds', () => {
    expect(() => encodeQr('a'.repeat(2_332))).to.throw('too big');
  });
});
