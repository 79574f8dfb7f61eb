/** Spreadsheets take a cell that begins so for a formula, and run it. */
const formulaStart = /^[=+\-@\t\r]/;

/**
 * Comma-separated values (RFC 4180): every cell quoted, lines ended by CRLF. A cell that a spreadsheet would take for a
 * formula gets an apostrophe before it.
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(toCsvCell).join(',')}\r\n`).join('');
}

function toCsvCell(text: string): string {
  const safe = formulaStart.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
