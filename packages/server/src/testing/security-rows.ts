import { it } from 'vitest';
import { engines, type EngineName } from './test-databases.ts';

/** What the test of a row gets: the engine it runs on, and how many of something to do. */
export interface RowContext {
  readonly engine: EngineName;
  /** `full` in `npm run test:full`, otherwise `reduced`. */
  readonly count: (counts: { readonly full: number; readonly reduced: number }) => number;
}

type RowName = `S${number}`;
type RowTest = (context: RowContext) => Promise<void>;

const isFullRun = process.env['TOTP_KIT_FULL_TESTS'] === '1';
const timeoutMs = isFullRun ? 600_000 : 60_000;

/**
 * A row of the table of threats as a test on each engine, in the words of what is required. A row may have several.
 * The reporter of `npm run test:security` makes its table from the titles.
 */
export function securityRow(row: RowName, required: string, test: RowTest): void {
  for (const engine of engines) declare(`${row} [${engine}] ${required}`, engine, test);
}

/** The same for what concerns one engine only. */
export function securityRowOnSqlite(row: RowName, required: string, test: RowTest): void {
  declare(`${row} [SQLite] ${required}`, 'SQLite', test);
}

/** The same for what concerns one engine only. */
export function securityRowOnPostgres(row: RowName, required: string, test: RowTest): void {
  declare(`${row} [PostgreSQL] ${required}`, 'PostgreSQL', test);
}

/** The same for a row that has no storage in it. */
export function securityRowOnce(row: RowName, required: string, test: RowTest): void {
  declare(`${row} [once] ${required}`, 'SQLite', test);
}

function declare(title: string, engine: EngineName, test: RowTest): void {
  const count: RowContext['count'] = ({ full, reduced }) => (isFullRun ? full : reduced);
  it(title, { timeout: timeoutMs }, () => test({ engine, count }));
}
