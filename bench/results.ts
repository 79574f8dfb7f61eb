import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';

const file = path.join(import.meta.dirname, 'RESULTS.md');

/** Puts a section (`# heading` and what is below it) into RESULTS.md, in the place of the one before it or at the end. */
export function writeSection(section: string): void {
  const page = existsSync(file) ? readFileSync(file, 'utf8') : '';
  writeFileSync(file, withSection(page, section));
}

export function withSection(page: string, section: string): string {
  const [heading] = section.split('\n');
  const sections = page.split(/^(?=# )/m).filter((one) => one.trim() !== '');
  const place = sections.findIndex((one) => one.split('\n')[0] === heading);
  const ordered = place < 0 ? [...sections, section] : sections.with(place, section);
  return `${ordered.map((one) => one.trim()).join('\n\n')}\n`;
}

/** What it was measured on. */
export function machine(): string {
  const [cpu] = cpus();
  return `Node ${process.versions.node}, ${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}`;
}

/** A table in Markdown, its columns padded as Prettier does. */
export function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const widths = head.map((_, column) =>
    Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[], filler = ' ') =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width, filler)).join(' | ')} |`;
  return [line(head), line([], '-'), ...body.map((row) => line(row))].join('\n');
}
