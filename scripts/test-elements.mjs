import { parseArgs } from 'node:util';
import { elementBrowsers, elementRunner } from './element-runner.mjs';
import { fail, run, step } from './processes.mjs';

// `npm run test:elements`: the element tests in every browser, or in those that `--browser` names; of all
// files, or of those that are named. `--watch` runs them again when a file changes.

const { browsers, options } = readArguments();

for (const browser of browsers) {
  const { commandLine, env } = elementRunner(browser, { options });
  const exitCode = await step(`element tests in ${elementBrowsers[browser]}`, () =>
    run(commandLine, { env }),
  );
  if (exitCode !== 0) process.exitCode = 1;
}

function readArguments() {
  const names = Object.keys(elementBrowsers);
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        browser: { type: 'string', multiple: true, default: names },
        watch: { type: 'boolean', default: false },
      },
    });
    const unknown = values.browser.find((browser) => !names.includes(browser));
    if (unknown) throw new Error(`--browser takes ${names.join(', ')}, and not "${unknown}".`);
    const options = [...(values.watch ? ['--watch'] : []), ...positionals];
    return { browsers: values.browser, options };
  } catch (error) {
    return fail(error.message);
  }
}
