import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { elementBrowsers, elementRunner } from './element-runner.mjs';
import { installMissing } from './install.mjs';
import { repositoryNode, run, step, tool } from './processes.mjs';
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
const env = { CHROMIUM_PATH: findChromium() };

await check('build', [repositoryNode(), 'scripts/build.mjs']);
await check('types', tool('tsc', '--noEmit'));
await check('lint', tool('eslint', '.'));
await check('format', tool('prettier', '--check', '--log-level', 'warn', '.'));
// The table of threats is among them: docs/security-model.md, row by engine.
await tests('unit tests', vitest('unit', '--reporter=./scripts/security-reporter.ts'));
for (const [browser, name] of Object.entries(elementBrowsers)) {
  await tests(`element tests in ${name}`, {
    reader: readElementReport,
    makeRunner: (report) => elementRunner(browser, { report }),
  });
}
await tests('end-to-end tests', vitest('e2e'));
// The fast ones; `npm run test:examples` has all.
await check('pack', [repositoryNode(), 'scripts/pack.mjs']);
await tests('examples', vitest('examples', '--reporter=./scripts/examples-reporter.ts'));
rmSync(reports, { recursive: true, force: true });

isFinished = true;

async function check(name, commandLine) {
  const exitCode = await step(name, () => run(commandLine, { env }));
  add(name, exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
}

async function tests(name, { reader, makeRunner }) {
  const report = path.join(reports, `${name}.json`);
  const { commandLine, env: own } = makeRunner(report);
  const exitCode = await step(name, () => run(commandLine, { env: { ...env, ...own } }));
  add(name, countTests({ report, reader, exitCode }));
}

function vitest(project, ...reporters) {
  return {
    reader: readVitestReport,
    makeRunner: (report) => ({
      commandLine: tool(
        'vitest',
        ...['run', '--project', project, '--reporter=default', '--reporter=json'],
        ...reporters,
        `--outputFile.json=${report}`,
      ),
    }),
  };
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
