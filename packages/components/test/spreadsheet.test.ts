import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv, toTsv } from '../src/lib/spreadsheet.ts';

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

const formulaStarts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
const startsFormula = (cell: string): boolean => formulaStarts.includes(cell.charAt(0));
const hostileCell = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.tuple(fc.constantFrom(...formulaStarts, '"', ',', ';', '\r\n', "'"), fc.string()),
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

  it.each(formulaStarts)('disarms what begins by %j', (start) => {
    expect(parse(toCsv([[`${start}1`]]))).toEqual([[`'${start}1`]]);
  });

  it('leaves other cells as they are', () => {
    expect(parse(toCsv([['a=1', '<b>', ' =1', 'a;=1', '']]))).toEqual([
      ['a=1', '<b>', ' =1', 'a;=1', ''],
    ]);
  });

  it('can be read back, whatever stands in it, and never begins a formula', () => {
    fc.assert(
      fc.property(rows, (table) => {
        const read = parse(toCsv(table));
        expect(read).toEqual(
          table.map((row) => row.map((cell) => (startsFormula(cell) ? `'${cell}` : cell))),
        );
        expect(read.flat().some(startsFormula)).toBe(false);
      }),
    );
  });
});

describe('toTsv', () => {
  it('disarms and quotes what goes to the clipboard, a tab between two cells', () => {
    expect(
      toTsv([
        ['=IMPORTDATA("a")', 'b'],
        ['＝1', 'c\t=1\n=2'],
      ]),
    ).toBe(`"'=IMPORTDATA(""a"")"\t"b"\n"'＝1"\t"c\t=1\n=2"`);
  });
});
