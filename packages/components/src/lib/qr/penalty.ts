import type { QrMatrix } from './path.ts';

/** How hard a matrix is to scan (ISO/IEC 18004:2015 §7.8.3.1): long runs, blocks, what looks like a finder, imbalance. */
export function ratePenalty({ size, isDark }: QrMatrix): number {
  let penalty = 0;
  let darkCount = 0;
  for (let row = 0; row < size; row += 1) {
    let [across, down] = ['', ''];
    for (let column = 0; column < size; column += 1) {
      const module = isDark(row, column);
      across += module ? 1 : 0;
      down += isDark(column, row) ? 1 : 0;
      darkCount += module ? 1 : 0;
      const isInBlock = row > 0 && column > 0 && isSame(row, column);
      if (isInBlock) penalty += 3;
    }
    penalty += rateLine(across) + rateLine(down);
  }
  const deviation = Math.abs(darkCount / size ** 2 - 0.5);
  return penalty + Math.floor(deviation * 20) * 10;

  function isSame(row: number, column: number): boolean {
    const module = isDark(row, column);
    return (
      isDark(row - 1, column) === module &&
      isDark(row, column - 1) === module &&
      isDark(row - 1, column - 1) === module
    );
  }
}

function rateLine(line: string): number {
  let penalty = 0;
  for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) penalty += run.length - 2;
  const finders = line.match(/(?=10111010000|00001011101)/g)?.length ?? 0;
  return penalty + finders * 40;
}
