import { expect } from 'chai';
import { enrollment } from '../testing/answers.ts';
import { encodeQr } from './matrix.ts';
import { toPathData } from './path.ts';

describe('toPathData', () => {
  it('draws one closed bar for every run of dark modules', () => {
    const rows = ['##.', '..#', '###'];
    const isDark = (row: number, column: number): boolean => rows[row]?.[column] === '#';
    expect(toPathData({ size: 3, isDark })).to.equal('M0 0h2v1h-2zM2 1h1v1h-1zM0 2h3v1h-3z');
  });
});

describe('encodeQr', () => {
  it('makes a square with the three finders of a QR code', () => {
    const { size, isDark } = encodeQr(enrollment.provisioningUrl, 'M');
    expect((size - 17) % 4).to.equal(0);
    for (const [row, column] of [
      [0, 0],
      [0, size - 7],
      [size - 7, 0],
    ] as const) {
      const ring = [0, 1, 2, 3, 4, 5, 6].map((offset) => isDark(row, column + offset));
      expect(ring).to.deep.equal([true, true, true, true, true, true, true]);
      expect(isDark(row + 1, column + 1)).to.equal(false);
      expect(isDark(row + 3, column + 3)).to.equal(true);
    }
  });
});
