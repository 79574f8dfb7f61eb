import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv } from './csv.ts';

/** Reads what RFC 4180 says, quoted cells only. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  const cell = /"((?:[^"]|"")*)"(,|\r\n)/gy;
  let row: string[] = [];
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (!found) throw new Error(`This is no CSV: ${JSON.stringify(text)}`);
    row.push((found[1] ?? '').replaceAll('""', '"'));
    if (found[2] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

const startsFormula = /^[=+\-@\t\r]/;
const hostileCell = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '"', ',', '\r\n', "'"), fc.string()),
);
const rows = fc.array(
  fc.array(
    hostileCell.map((cell) => (typeof cell === 'string' ? cell : cell.join(''))),
    { minLength: 1, maxLength: 5 },
  ),
);

describe('toCsv', () => {
  it('writes quoted cells, commas, and a line end after each row', () => {
    expect(
      toCsv([
        ['a', 'b "c"'],
        ['d,e', 'f\ng'],
      ]),
    ).toBe('"a","b ""c"""\r\n"d,e","f\ng"\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('disarms %j', (cell) => {
    expect(parse(toCsv([[cell]]))).toEqual([[`'${cell}`]]);
  });

  it('leaves other cells as they are', () => {
    expect(parse(toCsv([['a=1', '<b>', ' =1', '']]))).toEqual([['a=1', '<b>', ' =1', '']]);
  });

  it('can be read back, whatever stands in it, and never begins a formula', () => {
    fc.assert(
      fc.property(rows, (table) => {
        const read = parse(toCsv(table));
        expect(read).toEqual(
          table.map((row) => row.map((cell) => (startsFormula.test(cell) ? `'${cell}` : cell))),
        );
        expect(read.flat().some((cell) => startsFormula.test(cell))).toBe(false);
      }),
    );
  });
});
