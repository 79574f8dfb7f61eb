import { installMissing } from './install.mjs';
import { fail, repositoryNode, run, step, tool } from './processes.mjs';
import { findChromium, installSystemPackages } from './system-packages.mjs';

// `npm run test:examples`: packs the packages, and installs, checks, builds, serves and drives every example with
// them. `npm run test:examples -- react vue` does so with those that are named.

const names = process.argv.slice(2);

await installMissing();
await installSystemPackages();
await doOrFail('build', [repositoryNode(), 'scripts/build.mjs', '--if-changed']);
await doOrFail('pack', [repositoryNode(), 'scripts/pack.mjs']);

// What is about one example stands in a file of its own.
const files = names.length === 0 ? [] : ['e2e/examples/sites.test.ts'];
const env = {
  CHROMIUM_PATH: findChromium(),
  TOTP_KIT_EXAMPLES: names.length === 0 ? 'all' : names.join(','),
};
const vitest = tool(
  ...['vitest', 'run', '--project', 'examples', '--reporter=./scripts/examples-reporter.ts'],
  ...['--reporter=default', ...files],
);
process.exitCode = await step('examples', () => run(vitest, { env }));

async function doOrFail(name, commandLine) {
  if ((await step(name, () => run(commandLine))) !== 0) fail(`The step "${name}" failed.`);
}
