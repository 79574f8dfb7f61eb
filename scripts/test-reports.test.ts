import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';

interface Counted {
  readonly passed: number;
  readonly failed: number;
}

interface TestReports {
  countTests: (run: { report: string; reader: unknown; exitCode: number }) => Counted;
  readVitestReport: (report: unknown) => Counted;
  readElementReport: (report: unknown) => Counted;
}

// The scripts are plain JavaScript, which has no types to import.
const file = new URL('./test-reports.mjs', import.meta.url).href;
const { countTests, readVitestReport, readElementReport } = (await import(file)) as TestReports;

const folder = mkdtempSync(path.join(tmpdir(), 'totp-kit-reports-'));
const report = path.join(folder, 'report.json');

afterAll(() => rmSync(folder, { recursive: true }));

function count(content: unknown, { exitCode = 0, reader = readElementReport } = {}): Counted {
  writeFileSync(report, JSON.stringify(content));
  return countTests({ report, reader, exitCode });
}

test('a skipped test counts as failed', () => {
  expect(count({ passed: 5, failed: 1, skipped: 2 })).toEqual({ passed: 5, failed: 3 });
});

test('a runner that ran no test counts as one failure', () => {
  expect(count({ passed: 0, failed: 0, skipped: 0 })).toEqual({ passed: 0, failed: 1 });
});

test('a runner that ended badly though its tests passed counts as one failure', () => {
  const all = { passed: 5, failed: 0, skipped: 0 };
  expect(count(all, { exitCode: 1 })).toEqual({ passed: 5, failed: 1 });
});

test('a runner that left no report counts as one failure', () => {
  const missing = path.join(folder, 'missing.json');
  expect(countTests({ report: missing, reader: readElementReport, exitCode: 0 })).toEqual({
    passed: 0,
    failed: 1,
  });
});

test('a test file that cannot be loaded counts as one failure', () => {
  const content = {
    numPassedTests: 3,
    numTotalTests: 4,
    testResults: [
      { status: 'passed', assertionResults: [{}, {}, {}, {}] },
      { status: 'failed', assertionResults: [] },
    ],
  };
  expect(count(content, { reader: readVitestReport })).toEqual({ passed: 3, failed: 2 });
});
