import type { Reporter, TestModule } from 'vitest/node';

const columns = ['SQLite', 'PostgreSQL', 'once'] as const;
const titleForm = /^(S\d\d) \[(SQLite|PostgreSQL|once)\] (.+)$/;

type Outcome = 'passed' | 'failed';

/** Prints the table of threats, row by engine, from the titles of the tests that securityRow declared. */
export class SecurityReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const table = new Map<string, Map<string, Outcome>>();
    for (const testModule of modules) {
      for (const test of testModule.children.allTests()) {
        const [, row, column] = titleForm.exec(test.name) ?? [];
        if (row === undefined || column === undefined) continue;
        const cells = table.get(row) ?? new Map<string, Outcome>();
        const hasPassed = test.result().state === 'passed' && cells.get(column) !== 'failed';
        table.set(row, cells.set(column, hasPassed ? 'passed' : 'failed'));
      }
    }
    print(table);
  }
}

function print(table: ReadonlyMap<string, ReadonlyMap<string, Outcome>>): void {
  const line = (cells: readonly string[]) =>
    cells
      .map((cell) => cell.padEnd(12))
      .join('')
      .trimEnd();
  console.log(`\n${line(['row', ...columns])}`);
  for (const [row, cells] of [...table].sort(([one], [other]) => one.localeCompare(other))) {
    console.log(line([row, ...columns.map((column) => cells.get(column) ?? '-')]));
  }
}

// Vitest loads reporters by their default export.
export default SecurityReporter;
