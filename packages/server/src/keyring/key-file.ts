import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { generateKeyEntry } from './key-list.ts';

/**
 * The key list in a file, made with one new key when the file is not there (outside production only: a lost file is
 * a lost database). Readable by its owner only.
 */
export function readOrCreateKeyFile(path: string): string {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, `${generateKeyEntry('k1')}\n`, { mode: 0o600, flag: 'wx' });
  }
  return readFileSync(path, 'utf8');
}
