import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installMissing } from './install.mjs';
import { repositoryNode, run, step, tool } from './processes.mjs';
import { findChromium, installSystemPackages } from './system-packages.mjs';

// `npm test`: installs what is missing and runs every check there is, also after one failed, so that
// one run shows everything. The last line is the sum: checks that are not tests count as one each, and
// a skipped test counts as failed.

const sum = { passed: 0, failed: 0 };
const failures = [];
let isFinished = false;
process.on('exit', printSum);

await installMissing();
await installSystemPackages();

const reports = mkdtempSync(path.join(tmpdir(), 'totp-kit-test-'));
const env = { CHROME_PATH: findChromium() };

await check('build', [repositoryNode(), 'scripts/build.mjs']);
await check('types', tool('tsc', '--noEmit'));
await check('lint', tool('eslint', '.'));
await check('format', tool('prettier', '--check', '--log-level', 'warn', '.'));
await tests('unit tests', vitest('unit'));
await tests('element tests', (report) => ({
  commandLine: tool('wtr'),
  env: { WTR_SUMMARY_FILE: report },
  count: ({ passed, failed, skipped }) => ({ passed, failed: failed + skipped }),
}));
await tests('end-to-end tests', vitest('e2e'));
rmSync(reports, { recursive: true, force: true });

isFinished = true;

async function check(name, commandLine) {
  const exitCode = await step(name, () => run(commandLine, { env }));
  add(name, exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
}

/** Runs a test runner that leaves a report. One without tests, or that fails beside its tests, is a failure. */
async function tests(name, runner) {
  const report = path.join(reports, `${name}.json`);
  const { commandLine, env: own, count } = runner(report);
  const exitCode = await step(name, () => run(commandLine, { env: { ...env, ...own } }));
  const counted = countOf(report, count);
  const isUntold = counted.failed === 0 && (exitCode !== 0 || counted.passed === 0);
  add(name, isUntold ? { ...counted, failed: 1 } : counted);
}

function vitest(project) {
  return (report) => ({
    commandLine: tool(
      'vitest',
      ...['run', '--project', project, '--reporter=default', '--reporter=json'],
      `--outputFile.json=${report}`,
    ),
    count: ({ testResults, numPassedTests, numTotalTests }) => {
      const unread = testResults.filter(
        ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
      );
      return { passed: numPassedTests, failed: numTotalTests - numPassedTests + unread.length };
    },
  });
}

function countOf(report, count) {
  try {
    return count(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    console.error('The test runner left no report.');
    return { passed: 0, failed: 0 };
  }
}

function add(name, { passed, failed }) {
  sum.passed += passed;
  sum.failed += failed;
  if (failed > 0) failures.push(name);
}

/** Runs however this process ends, so that an installation that fails is a failure in the sum, too. */
function printSum() {
  if (!isFinished) add('installation', { passed: 0, failed: 1 });
  if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
  console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
  process.exitCode = sum.failed === 0 ? 0 : 1;
}
