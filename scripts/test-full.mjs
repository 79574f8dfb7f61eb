import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { faultOfRows, readDocumentedRows, rowsNotShown } from './documented-rows.mjs';
import { installMissing } from './install.mjs';
import { fail, repositoryNode, root, run, step, tool } from './processes.mjs';
import { findChromium, installSystemPackages } from './system-packages.mjs';

// `npm run test:full`: the server's tests at full counts, then the rows that a real browser shows, and one table of
// them all; `-- S38 S57`: those rows only. It takes hours; what it does is told as it goes. A row that docs/security-model.md
// says there is a test of, and that did not run, is a failure.

const rows = process.argv.slice(2);
const documented = readDocumentedRows(
  readFileSync(path.join(root, 'docs/security-model.md'), 'utf8'),
);
const fault = faultOfRows(rows, documented);
if (fault !== undefined) fail(fault);

await installMissing();
await installSystemPackages();
const built = await step('build', () =>
  run([repositoryNode(), 'scripts/build.mjs', '--if-changed']),
);
if (built !== 0) fail('The build failed; the reason stands above.');

const folder = mkdtempSync(path.join(tmpdir(), 'totp-kit-full-'));
const env = {
  TOTP_KIT_FULL_TESTS: '1',
  TOTP_KIT_ROWS_FILE: path.join(folder, 'rows.json'),
  CHROMIUM_PATH: findChromium(),
};
const serverFiles = rows.length === 0 ? ['packages/server/'] : filesNaming(rows);
const outcomes = [
  serverFiles.length === 0
    ? 0
    : await step('rows of the server', () => vitest('unit', serverFiles)),
  await step('rows in a browser', () => vitest('e2e', filesOfRows('e2e'))),
];
const notShown = rowsNotShown({ asked: rows, documented, shown: rowsThatRan() });
rmSync(folder, { recursive: true, force: true });
if (notShown.length > 0) fail(`Did not run, so nothing is shown of: ${notShown.join(', ')}`);
process.exitCode = outcomes.every((code) => code === 0) ? 0 : 1;

function rowsThatRan() {
  const file = env.TOTP_KIT_ROWS_FILE;
  return existsSync(file) ? Object.keys(JSON.parse(readFileSync(file, 'utf8'))) : [];
}

function vitest(project, files) {
  const named = rows.length === 0 ? [] : ['-t', `\\b(${rows.join('|')})(:| \\[)`];
  const reporters = ['--reporter=default', '--reporter=./scripts/security-reporter.ts'];
  return run(tool('vitest', 'run', '--project', project, ...reporters, ...named, ...files), {
    env,
  });
}

/** The server's test files that name one of these rows, so that the others are not even loaded. */
function filesNaming(names) {
  const place = 'packages/server/test/security';
  const named = new RegExp(`['\`](${names.join('|')})\\b`);
  return readdirSync(path.join(root, place))
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => `${place}/${file}`)
    .filter((file) => named.test(readFileSync(path.join(root, file), 'utf8')));
}

/** The test files of a folder that name a row. */
function filesOfRows(place) {
  return readdirSync(path.join(root, place))
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => `${place}/${file}`)
    .filter((file) => /test\(\s*'S\d\d: /.test(readFileSync(path.join(root, file), 'utf8')));
}
