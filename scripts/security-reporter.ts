import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule, TestSpecification } from 'vitest/node';
import { RowProgress } from './row-progress.ts';
import { addOutcome, placeOf, tableOf, type Rows } from './row-table.ts';

const remindEveryMs = 60_000;

/** In a full run rows take minutes, so it is told what they do. */
const isFullRun = process.env['TOTP_KIT_FULL_TESTS'] === '1';

/** Where the rows of the runs before this one stand, and those of this one are added: one table of several runs. */
const rowsFile = process.env['TOTP_KIT_ROWS_FILE'];

/** Prints the table of threats, row by column, from the titles of the tests that show them. */
export class SecurityReporter implements Reporter {
  readonly #progress = isFullRun ? new RowProgress(writeLine) : undefined;
  #reminder: NodeJS.Timeout | undefined;

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    const progress = this.#progress;
    progress?.expectFiles(specifications.length);
    if (progress) this.#reminder = setInterval(() => progress.remind(Date.now()), remindEveryMs);
  }

  onTestCaseReady({ name, options }: TestCase): void {
    // What `-t` leaves out never runs.
    if (placeOf(name) && options.mode !== 'skip') this.#progress?.begin(name, Date.now());
  }

  onTestCaseAnnotate({ name }: TestCase, annotation: { readonly message: string }): void {
    this.#progress?.say(name, annotation.message);
  }

  onTestCaseResult(test: TestCase): void {
    const { state } = test.result();
    if (!placeOf(test.name) || state === 'skipped') return;
    this.#progress?.end(test.name, { hasPassed: state === 'passed', now: Date.now() });
  }

  onTestModuleEnd(): void {
    this.#progress?.endFile();
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    clearInterval(this.#reminder);
    let rows = readRows();
    for (const testModule of modules) {
      for (const test of testModule.children.allTests()) {
        const { state } = test.result();
        // Left out by `-t`; npm test counts every skipped test as failed.
        if (state === 'skipped') continue;
        const ms = test.diagnostic()?.duration ?? 0;
        rows = addOutcome(rows, test.name, { hasPassed: state === 'passed', ms });
      }
    }
    if (rowsFile !== undefined) writeFileSync(rowsFile, JSON.stringify(rows));
    writeLine(`\n${tableOf(rows)}`);
  }
}

function readRows(): Rows {
  if (rowsFile === undefined || !existsSync(rowsFile)) return {};
  return JSON.parse(readFileSync(rowsFile, 'utf8')) as Rows;
}

function writeLine(line: string): void {
  console.log(line);
}

// Vitest loads reporters by their default export.
export default SecurityReporter;
