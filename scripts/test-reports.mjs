import { readFileSync } from 'node:fs';

/**
 * How many tests of a runner passed and failed. A skipped test counts as failed, and so does a runner
 * that ran none, left no report, or ended badly beside its tests: what did not show anything is no success.
 */
export function countTests({ report, reader, exitCode }) {
  const { passed, failed } = readReport(report, reader);
  const isUntold = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: isUntold ? 1 : failed };
}

/** The JSON reporter of vitest. A file that could not even be loaded holds no test. */
export function readVitestReport({ testResults, numPassedTests, numTotalTests }) {
  const unread = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return { passed: numPassedTests, failed: numTotalTests - numPassedTests + unread.length };
}

/** What web-test-runner.config.mjs writes. */
export function readElementReport({ passed, failed, skipped }) {
  return { passed, failed: failed + skipped };
}

function readReport(report, reader) {
  try {
    return reader(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    console.error('The test runner left no report.');
    return { passed: 0, failed: 0 };
  }
}
