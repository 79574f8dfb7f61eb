import type { TaskResult } from '../../flow/users/run-task.ts';

export interface CsvWords {
  readonly loginId: string;
  readonly link: string;
  readonly expires: string;
}

/** A CSV file (RFC 4180) of links and whom they are for. */
export function fileOf(results: readonly TaskResult[], words: CsvWords): string {
  const rows = [
    [words.loginId, words.link, words.expires],
    ...results.map(({ user, link }) => [user.loginId, link?.url ?? '', link?.expiresAt ?? '']),
  ];
  return rows.map((row) => `${row.map(toCell).join(',')}\r\n`).join('');
}

/** Spreadsheets take a cell that begins like a formula for one, whoever wrote it: OWASP, CSV injection. */
function toCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
