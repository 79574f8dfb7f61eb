import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { prepareBrowser } from './scripts/wtr/browsers.mjs';
import { findFreePort } from './scripts/wtr/children.mjs';
import { inlineStyles } from './scripts/wtr/inline-styles.mjs';
import { realServer } from './scripts/wtr/real-server.mjs';

// One run is one browser; `npm run test:elements` makes a run for each.
const { launcher, plugins } = await prepareBrowser(process.env.TEST_BROWSER ?? 'chromium');
const port = await findFreePort();

export default {
  files: [
    'packages/components/src/lib/**/*.test.ts',
    'packages/console/src/{parts,shell,views}/**/*.test.ts',
  ],
  port,
  // Only one page of a browser has the focus, unless its launcher says that it pretends to more.
  concurrency: 1,
  // A busy machine is no failure: no test waits for a time to pass, all are over in a fraction of these.
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 120_000,
  testFramework: { config: { timeout: 10_000 } },
  nodeResolve: { exportConditions: ['totp-kit-source', 'browser', 'development'] },
  browsers: [launcher],
  plugins: [
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('packages/components/tsconfig.json', import.meta.url)),
    }),
    inlineStyles(),
    realServer(`http://localhost:${port}`),
    ...plugins,
  ],
  reporters: [defaultReporter(), summaryReporter(process.env.WTR_SUMMARY_FILE)],
};

/** Writes how many tests passed, failed and were skipped, for the count over all runners. */
function summaryReporter(file) {
  return {
    async stop({ sessions }) {
      if (!file) return;
      const results = sessions.flatMap(({ testResults }) => listTests(testResults));
      const skipped = results.filter((result) => result.skipped).length;
      const passed = results.filter((result) => result.passed && !result.skipped).length;
      // A file that could not be loaded has no tests, and yet it failed.
      const broken = sessions.filter(({ passed, testResults }) => !passed && !testResults).length;
      const failed = results.length - passed - skipped + broken;
      await writeFile(file, JSON.stringify({ passed, failed, skipped }));
    },
  };
}

function listTests(suite) {
  if (!suite) return [];
  return [...suite.tests, ...suite.suites.flatMap(listTests)];
}
