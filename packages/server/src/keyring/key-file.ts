import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { generateKeyEntry } from './key-list.ts';

/**
 * The key list in a file, made with one new key when the file is not there (outside production only: a lost file is
 * a lost database). Readable by its owner only.
 */
export function readOrCreateKeyFile(path: string): string {
  try {
    return readPrivately(path);
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
  }
  createKeyFile(path);
  return readPrivately(path);
}

function readPrivately(path: string): string {
  const text = readFileSync(path, 'utf8');
  chmodSync(path, 0o600);
  return text;
}

/** Whole and on disk before it has its name; of several that start together, the first one's file stays. */
function createKeyFile(path: string): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeSync(file, `${generateKeyEntry('k1')}\n`);
    fsyncSync(file);
    linkSync(draft, path);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    closeSync(file);
    unlinkSync(draft);
  }
  syncFolder(folder);
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
