import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';

type Find = () => string;

// The scripts are plain JavaScript, which has no types to import.
const file = new URL('./system-packages.mjs', import.meta.url).href;
const { findFirefox, findXvfb } = (await import(file)) as { findFirefox: Find; findXvfb: Find };

const folder = mkdtempSync(path.join(tmpdir(), 'totp-kit-programs-'));
const firefox = path.join(folder, 'firefox');

beforeEach(() => {
  vi.stubEnv('PATH', folder);
  vi.stubEnv('FIREFOX_PATH', undefined);
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => rmSync(folder, { recursive: true }));

test('a missing program is an error that says what to install, and the variable of a browser', () => {
  expect(findXvfb).toThrow('Xvfb is missing: install xvfb.');
  expect(findFirefox).toThrow('firefox-esr or name another one in FIREFOX_PATH');
});

test('any of the commands of a program will do', () => {
  writeFileSync(firefox, '');
  expect(findFirefox()).toBe(firefox);
});

test('the variable of a browser comes before the PATH', () => {
  vi.stubEnv('FIREFOX_PATH', '/opt/firefox');
  expect(findFirefox()).toBe('/opt/firefox');
});
