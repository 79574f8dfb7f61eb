/** Where a row is shown: on an engine, once where no storage is in it, or in a real browser. */
export const columns = ['SQLite', 'PostgreSQL', 'once', 'browser'] as const;

type Column = (typeof columns)[number];

/** What became of the tests of a row in a column, and how long they took together. */
interface Outcome {
  readonly hasPassed: boolean;
  readonly ms: number;
}

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
export function addOutcome(rows: Rows, title: string, { hasPassed, ms }: Outcome): Rows {
  const place = placeOf(title);
  if (place === undefined) return rows;
  const { row, column } = place;
  const before = rows[row]?.[column] ?? { hasPassed: true, ms: 0 };
  const sum = { hasPassed: before.hasPassed && hasPassed, ms: before.ms + ms };
  return { ...rows, [row]: { ...rows[row], [column]: sum } };
}

export function tableOf(rows: Rows): string {
  const line = (cells: readonly string[]) =>
    cells
      .map((cell) => cell.padEnd(12))
      .join('')
      .trimEnd();
  const names = Object.keys(rows).sort();
  return [
    line(['row', ...columns, 'took']),
    ...names.map((name) => {
      const outcomes = columns.map((column) => rows[name]?.[column]);
      const ms = outcomes.reduce((sum, outcome) => sum + (outcome?.ms ?? 0), 0);
      return line([name, ...outcomes.map(spellOutcome), spellDuration(ms)]);
    }),
  ].join('\n');
}

function spellOutcome(outcome: Outcome | undefined): string {
  if (outcome === undefined) return '-';
  return outcome.hasPassed ? 'passed' : 'failed';
}

export function spellDuration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
