import { expect } from 'chai';
import { create } from '../../../generated/qrcode-oracle.js';
import type { QrErrorCorrection } from './error-correction.ts';
import { encodeQr } from './matrix.ts';

/* The package `qrcode` is the oracle: the trimmed core makes the same symbols. */

/** Bytes that fill each version from 1 to 40, by level (ISO/IEC 18004:2015, table 7). */
const capacities: Record<QrErrorCorrection, readonly number[]> = {
  L: [
    17, 32, 53, 78, 106, 134, 154, 192, 230, 271, 321, 367, 425, 458, 520, 586, 644, 718, 792, 858,
    929, 1003, 1091, 1171, 1273, 1367, 1465, 1528, 1628, 1732, 1840, 1952, 2068, 2188, 2303, 2431,
    2563, 2699, 2809, 2953,
  ],
  M: [
    14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666,
    711, 779, 857, 911, 997, 1059, 1125, 1190, 1264, 1370, 1452, 1538, 1628, 1722, 1809, 1911, 1989,
    2099, 2213, 2331,
  ],
  Q: [
    11, 20, 32, 46, 60, 74, 86, 108, 130, 151, 177, 203, 241, 258, 292, 322, 364, 394, 442, 482,
    509, 565, 611, 661, 715, 751, 805, 868, 908, 982, 1030, 1112, 1168, 1228, 1283, 1351, 1423,
    1499, 1579, 1663,
  ],
  H: [
    7, 14, 24, 34, 44, 58, 64, 84, 98, 119, 137, 155, 177, 194, 220, 250, 280, 310, 338, 382, 403,
    439, 461, 511, 535, 593, 625, 658, 698, 742, 790, 842, 898, 958, 983, 1051, 1093, 1139, 1219,
    1273,
  ],
};

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

function oracleOf(text: string, errorCorrectionLevel: QrErrorCorrection): Square {
  const segments = [{ data: encoder.encode(text), mode: 'byte' as const }];
  const { modules } = create(segments, { errorCorrectionLevel });
  return { size: modules.size, isDark: (row, column) => Boolean(modules.get(row, column)) };
}

function drawingOf({ size, isDark }: Square): string {
  const places = Array.from({ length: size }, (_, place) => place);
  return places
    .map((row) => places.map((column) => (isDark(row, column) ? '#' : '.')).join(''))
    .join('\n');
}

function expectSame(text: string, level: QrErrorCorrection): Square {
  const symbol = encodeQr(text, level);
  expect(drawingOf(symbol)).to.equal(drawingOf(oracleOf(text, level)));
  return symbol;
}

describe('encodeQr beside its oracle', () => {
  for (const level of ['L', 'M', 'Q', 'H'] as const) {
    it(`makes the same symbols of all versions at level ${level}, full and padded`, () => {
      for (const [index, capacity] of capacities[level].entries()) {
        const size = 4 * (index + 1) + 17;
        const least = (capacities[level][index - 1] ?? 0) + 1;
        expect(expectSame(textOf(capacity), level).size).to.equal(size);
        expect(expectSame(textOf(least), level).size).to.equal(size);
      }
    }).timeout(60_000);

    it(`refuses what no QR code holds at level ${level}`, () => {
      const most = capacities[level].at(-1) ?? 0;
      expect(() => encodeQr('a'.repeat(most + 1), level)).to.throw('too big');
    });
  }

  for (const kind of ['7', 'A', '漢', 'otpauth://totp/Shop:ada%40example.com?secret=']) {
    it(`makes the same symbols of "${kind}", once and often`, () => {
      for (const text of [kind, kind.repeat(3), kind.repeat(12)]) expectSame(text, 'M');
    });
  }

  it('takes M for a level that there is not', () => {
    for (const level of ['', 'm', 'LM', 'toString'])
      expect(drawingOf(encodeQr('a', level))).to.equal(drawingOf(oracleOf('a', 'M')));
  });
});
