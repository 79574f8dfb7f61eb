import { expect } from 'chai';
import { enrollment } from '../testing/answers.ts';
import { encodeQr } from './matrix.ts';
import type { QrMatrix } from './path.ts';
import { toRoundedPathData } from './rounded-path.ts';

/** A square of 21 modules whose dark ones, in the middle, are these. */
function matrixOf(rows: readonly string[]): QrMatrix {
  return { size: 21, isDark: (row, column) => rows[row - 9]?.[column - 9] === '#' };
}

/** What the path is filled at a point. */
function fillOf(data: string): (x: number, y: number) => boolean {
  const context = document.createElement('canvas').getContext('2d');
  const path = new Path2D(data);
  return (x, y) => context?.isPointInPath(path, x, y) ?? false;
}

describe('toRoundedPathData', () => {
  for (const level of ['L', 'M', 'Q', 'H'] as const) {
    it(`fills the middle of every dark module and of no other, at level ${level}`, () => {
      const matrix = encodeQr(enrollment.provisioningUrl, level);
      const isFilled = fillOf(toRoundedPathData(matrix));
      for (let row = 0; row < matrix.size; row += 1) {
        for (let column = 0; column < matrix.size; column += 1) {
          const isDark = matrix.isDark(row, column);
          expect(isFilled(column + 0.5, row + 0.5), `${row} ${column}`).to.equal(isDark);
        }
      }
    });
  }

  it('rounds the corners of a module that stands alone', () => {
    const isFilled = fillOf(toRoundedPathData(matrixOf(['#'])));
    expect(isFilled(9.05, 9.05)).to.equal(false);
    expect(isFilled(9.5, 9.05)).to.equal(true);
  });

  it('joins modules that touch, without a gap or a waist', () => {
    const isFilled = fillOf(toRoundedPathData(matrixOf(['##'])));
    for (const y of [9.02, 9.5, 9.98]) expect(isFilled(10, y)).to.equal(true);
    expect(isFilled(9.05, 9.05)).to.equal(false);
    expect(isFilled(10.95, 9.95)).to.equal(false);
  });

  it('flows around a nook', () => {
    const isFilled = fillOf(toRoundedPathData(matrixOf(['##', '#.'])));
    expect(isFilled(10.03, 10.03)).to.equal(true);
    expect(isFilled(10.2, 10.2)).to.equal(false);
  });

  it('leaves a hole light', () => {
    const isFilled = fillOf(toRoundedPathData(matrixOf(['###', '#.#', '###'])));
    expect(isFilled(10.5, 10.5)).to.equal(false);
    expect(isFilled(9.5, 10.5)).to.equal(true);
  });

  it('keeps the finders square but for their outer corners', () => {
    const isFilled = fillOf(toRoundedPathData(matrixOf([])));
    for (const [x, y] of [
      [0, 0],
      [14, 0],
      [0, 14],
    ] as const) {
      expect(isFilled(x + 0.1, y + 0.1)).to.equal(false);
      // The ring, its hole up to the corner, and the centre.
      expect(isFilled(x + 3.5, y + 0.05)).to.equal(true);
      expect(isFilled(x + 1.05, y + 1.05)).to.equal(false);
      expect(isFilled(x + 2.05, y + 3.5)).to.equal(true);
    }
  });
});
