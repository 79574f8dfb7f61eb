import { tool } from './processes.mjs';

/** The browsers of the element tests by the name that `--browser` takes, and what people call them. */
export const elementBrowsers = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit' };

/** What runs the element tests in one browser; `report` is a file for how many passed and failed. */
export function elementRunner(browser, { options = [], report } = {}) {
  return {
    commandLine: tool('wtr', ...options),
    env: { TEST_BROWSER: browser, ...(report && { WTR_SUMMARY_FILE: report }) },
  };
}
