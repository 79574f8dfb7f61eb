import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { elementBrowsers, elementRunner } from './element-runner.mjs';
import { installMissing } from './install.mjs';
import { repositoryNode, run, step, stepBeside, tool } from './processes.mjs';
import { countTests, readElementReport, readVitestReport } from './test-reports.mjs';
import { findChromium, installSystemPackages } from './system-packages.mjs';

// `npm test`: installs what is missing and runs every check there is, also after one failed, so that
// one run shows everything. The last line is the sum: checks that are not tests count as one each, and
// a skipped test counts as failed.

const results = [];
let isFinished = false;
process.on('exit', printSum);

await installMissing();
await installSystemPackages();

const reports = mkdtempSync(path.join(tmpdir(), 'totp-kit-test-'));
// The table of threats is of two runs: what the server shows, and what a browser does.
const env = {
  CHROMIUM_PATH: findChromium(),
  TOTP_KIT_ROWS_FILE: path.join(reports, 'rows.json'),
};

await check('build', [repositoryNode(), 'scripts/build.mjs']);
// What keeps one core busy runs two by two.
await Promise.all([
  checkBeside('lint', tool('eslint', '.')),
  checkBeside('types', tool('tsc', '--noEmit')).then(() =>
    checkBeside('format', tool('prettier', '--check', '--log-level', 'warn', '.')),
  ),
]);
// The table of threats is among them: docs/security-model.md, row by engine.
await tests('unit tests', vitest('unit', '--reporter=./scripts/security-reporter.ts'));
// Firefox takes as long as the other two.
await Promise.all([
  testsBeside('package tests', vitest('packages')),
  testElementsBeside('firefox'),
  testElementsBeside('chromium').then(() => testElementsBeside('webkit')),
]);
await tests('end-to-end tests', vitest('e2e', '--reporter=./scripts/security-reporter.ts'));
// The fast ones; `npm run test:examples` has all.
await check('pack', [repositoryNode(), 'scripts/pack.mjs']);
await tests('examples', vitest('examples', '--reporter=./scripts/examples-reporter.ts'));
rmSync(reports, { recursive: true, force: true });

isFinished = true;

async function check(name, commandLine) {
  addCheck(name, await step(name, () => run(commandLine, { env })));
}

async function checkBeside(name, commandLine) {
  addCheck(name, await stepBeside(name, commandLine, { env }));
}

async function tests(name, makeCommandLine) {
  const report = reportOf(name);
  const exitCode = await step(name, () => run(makeCommandLine(report), { env }));
  add(name, countTests({ report, reader: readVitestReport, exitCode }));
}

async function testsBeside(name, makeCommandLine) {
  const report = reportOf(name);
  const exitCode = await stepBeside(name, makeCommandLine(report), { env });
  add(name, countTests({ report, reader: readVitestReport, exitCode }));
}

async function testElementsBeside(browser) {
  const name = `element tests in ${elementBrowsers[browser]}`;
  const report = reportOf(name);
  const { commandLine, env: own } = elementRunner(browser, { report });
  const exitCode = await stepBeside(name, commandLine, { env: { ...env, ...own } });
  add(name, countTests({ report, reader: readElementReport, exitCode }));
}

function reportOf(name) {
  return path.join(reports, `${name}.json`);
}

function vitest(project, ...options) {
  return (report) =>
    tool(
      'vitest',
      ...['run', '--project', project, '--reporter=default', '--reporter=json'],
      ...options,
      `--outputFile.json=${report}`,
    );
}

function addCheck(name, exitCode) {
  add(name, exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
}

function add(name, { passed, failed }) {
  results.push({ name, passed, failed });
}

/** Runs however this process ends, so that an installation that fails is a failure in the sum, too. */
function printSum() {
  if (!isFinished) add('installation', { passed: 0, failed: 1 });
  console.log('');
  for (const { name, passed, failed } of results) {
    console.log(
      `${failed === 0 ? 'ok    ' : 'FAILED'} ${name}: ${passed} passed, ${failed} failed`,
    );
  }
  const [passed, failed] = ['passed', 'failed'].map((outcome) =>
    results.reduce((sum, result) => sum + result[outcome], 0),
  );
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
