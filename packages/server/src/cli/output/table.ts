import stringWidth from 'string-width';
import type { Terminal } from '../terminal.ts';
import { visibleText } from '../../core/visible-text.ts';

/** A column of a table: its heading and what stands in it. */
export interface Column<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => string;
}

const gap = '  ';

/**
 * Lays out rows under their headings as wide as a screen shows them; what came from outside cannot act on it. The
 * first rows decide how wide the columns are.
 */
export class Table<Row> {
  readonly #columns: readonly Column<Row>[];
  readonly #terminal: Terminal;
  #widths: readonly number[] | undefined;

  constructor(columns: readonly Column<Row>[], terminal: Terminal) {
    this.#columns = columns;
    this.#terminal = terminal;
  }

  /** Prints more rows, the first time with the headings above them. */
  print(rows: readonly Row[]): void {
    const { out, hasColor } = this.#terminal;
    const headings = this.#columns.map(({ heading }) => heading);
    const lines = rows.map((row) => this.#columns.map(({ cell }) => visibleText(cell(row))));
    if (this.#widths === undefined) {
      this.#widths = headings.map((heading, index) =>
        [heading, ...lines.map((line) => line[index] ?? '')].reduce(
          (widest, text) => Math.max(widest, stringWidth(text)),
          0,
        ),
      );
      const line = this.#layOut(headings);
      out.write(hasColor ? `\u001b[1m${line}\u001b[0m\n` : `${line}\n`);
    }
    for (const line of lines) out.write(`${this.#layOut(line)}\n`);
  }

  #layOut(cells: readonly string[]): string {
    return cells
      .map((cell, index) => cell + ' '.repeat(this.#spaceAfter(cell, index)))
      .join(gap)
      .trimEnd();
  }

  #spaceAfter(cell: string, index: number): number {
    return Math.max(0, (this.#widths?.[index] ?? 0) - stringWidth(cell));
  }
}

/** Facts under each other, the names as wide as the widest. */
export function printFacts(
  facts: readonly (readonly [name: string, value: string | undefined])[],
  terminal: Terminal,
): void {
  const given = facts.filter((fact): fact is [string, string] => fact[1] !== undefined);
  const width = Math.max(...given.map(([name]) => name.length));
  for (const [name, value] of given) {
    terminal.out.write(`${name.padEnd(width)}${gap}${visibleText(value)}\n`);
  }
}

/** A time of an answer to the minute, UTC; a dash where there is none. */
export function shortTime(timestamp: string | undefined): string {
  return timestamp === undefined ? '-' : `${timestamp.slice(0, 16).replace('T', ' ')}Z`;
}
