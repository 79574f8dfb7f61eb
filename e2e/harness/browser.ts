import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

/** The system's Chromium, or the one that `CHROMIUM_PATH` names. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch(browserOptions());
}

/** How that Chromium is started, with more words for its command line. */
export function browserOptions(words: readonly string[] = []): LaunchOptions {
  return {
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    // Chromium refuses to run as root with its sandbox, which is what containers do.
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...words],
  };
}
