import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

/** The system's Chromium, or the one that `CHROMIUM_PATH` names. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch(browserOptions());
}

export function browserOptions(): LaunchOptions {
  return {
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    // Chromium refuses to run as root with its sandbox, which is what containers do.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  };
}
