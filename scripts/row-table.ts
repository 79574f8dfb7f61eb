/** Where a row is shown: on an engine, once where no storage is in it, or in a real browser. */
export const columns = ['SQLite', 'PostgreSQL', 'once', 'browser'] as const;

type Column = (typeof columns)[number];

type Outcome = 'passed' | 'failed';

/** The outcome of every row of the table of threats, by column. */
export type Rows = Readonly<Record<string, Readonly<Partial<Record<Column, Outcome>>>>>;

const titleForm = /^(S\d\d)(?: \[(SQLite|PostgreSQL|once)\]|:) /;

/** The row and the column that the title of a test names, as `securityRow` or a test in a browser (`S27: …`) does. */
export function placeOf(
  title: string,
): { readonly row: string; readonly column: Column } | undefined {
  const [, row, column = 'browser'] = titleForm.exec(title) ?? [];
  return row === undefined ? undefined : { row, column: column as Column };
}

/** Adds what became of a test. A row that has failed once stays failed. */
export function addOutcome(rows: Rows, title: string, outcome: Outcome): Rows {
  const place = placeOf(title);
  if (place === undefined) return rows;
  const { row, column } = place;
  const worst = rows[row]?.[column] === 'failed' ? 'failed' : outcome;
  return { ...rows, [row]: { ...rows[row], [column]: worst } };
}

export function tableOf(rows: Rows): string {
  const line = (cells: readonly string[]) =>
    cells
      .map((cell) => cell.padEnd(12))
      .join('')
      .trimEnd();
  const names = Object.keys(rows).sort();
  return [
    line(['row', ...columns]),
    ...names.map((name) => line([name, ...columns.map((column) => rows[name]?.[column] ?? '-')])),
  ].join('\n');
}
