import { expect, test } from 'vitest';

interface DocumentedRow {
  readonly name: string;
  readonly state: string;
}

interface DocumentedRows {
  readDocumentedRows: (document: string) => readonly DocumentedRow[];
  faultOfRows: (
    asked: readonly string[],
    documented: readonly DocumentedRow[],
  ) => string | undefined;
  rowsNotShown: (run: {
    asked: readonly string[];
    documented: readonly DocumentedRow[];
    shown: readonly string[];
  }) => readonly string[];
}

// The scripts are plain JavaScript, which has no types to import.
const file = new URL('./documented-rows.mjs', import.meta.url).href;
const { readDocumentedRows, faultOfRows, rowsNotShown } = (await import(file)) as DocumentedRows;

const documented = readDocumentedRows(`A sentence about S01.

| row | threat        | today   |
| --- | ------------- | ------- |
| S38 | killed | here | test    |
| S45 | a replica     | planned |
| S57 | the trail     | test    |
`);

test('the rows of the document are read in its order', () => {
  expect(documented).toEqual([
    { name: 'S38', state: 'test' },
    { name: 'S45', state: 'planned' },
    { name: 'S57', state: 'test' },
  ]);
});

test('a row that there is not, or that has no test, is refused before anything runs', () => {
  expect(faultOfRows([], documented)).toBeUndefined();
  expect(faultOfRows(['S57', 'S38'], documented)).toBeUndefined();
  expect(faultOfRows(['S38', 'S99'], documented)).toContain('"S99" is no row');
  expect(faultOfRows(['s38'], documented)).toContain('"s38" is no row');
  expect(faultOfRows(['S45'], documented)).toBe('S45 is only planned: there is no test of it.');
});

test('a row that was asked for and did not run is missing', () => {
  expect(rowsNotShown({ asked: ['S57'], documented, shown: ['S57'] })).toEqual([]);
  expect(rowsNotShown({ asked: ['S38', 'S57'], documented, shown: ['S57'] })).toEqual(['S38']);
});

test('where no row is asked for, every one that has a test must have run', () => {
  expect(rowsNotShown({ asked: [], documented, shown: ['S57', 'S38', 'S45'] })).toEqual([]);
  expect(rowsNotShown({ asked: [], documented, shown: ['S38'] })).toEqual(['S57']);
  expect(rowsNotShown({ asked: [], documented, shown: [] })).toEqual(['S38', 'S57']);
});
