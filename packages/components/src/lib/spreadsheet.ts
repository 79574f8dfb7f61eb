/** Spreadsheets take a cell that begins so for a formula, and run it: OWASP, CSV injection. */
const formulaStart = /^[=+\-@＝＋－＠\t\r\n]/;

/** Comma-separated values (RFC 4180): every cell quoted and harmless, lines ended by CRLF. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(toCell).join(',')}\r\n`).join('');
}

/** What a spreadsheet takes from the clipboard: every cell quoted and harmless, a tab between two, a line each row. */
export function toTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.map(toCell).join('\t')).join('\n');
}

/** Quoted, so that no `;`, tab or line end in it begins another; an apostrophe goes before what looks like a formula. */
function toCell(text: string): string {
  const harmless = formulaStart.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
