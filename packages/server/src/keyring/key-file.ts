import {
  chmodSync,
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { formatKeyList, generateKeyEntry, parseKeyList } from './key-list.ts';
import type { KeyMaterial, KeyReading, KeySource } from './keyring.ts';

/** A file of keys that is looked at again and again, and read when it is another one than before. */
export class KeyFile implements KeySource {
  readonly path: string;
  #seen: { readonly mark: string; readonly reading: KeyReading } | undefined;

  constructor(path: string) {
    this.path = path;
  }

  get place(): string {
    return `the key file ${this.path}`;
  }

  read(): KeyReading {
    // Before the text is read: what changes in between makes another mark the next time.
    const mark = markOf(this.path);
    if (this.#seen?.mark !== mark) this.#seen = { mark, reading: this.#parse() };
    return this.#seen.reading;
  }

  /**
   * Writes the keys in place of those that were read: whole and on disk before it has the name, for the same readers as
   * before. A link stays a link; the file that it leads to is replaced.
   * @throws the error of the file system; the old file is whole then
   */
  replace(materials: readonly KeyMaterial[]): void {
    const path = realpathSync(this.path);
    const draft = `${path}.new`;
    const { mode, uid, gid } = statSync(path);
    rmSync(draft, { force: true });
    const file = openSync(draft, 'wx', 0o600);
    try {
      try {
        writeWhole(file, formatKeyList(materials));
        if (uid !== process.geteuid?.() || gid !== process.getegid?.()) fchownSync(file, uid, gid);
        fchmodSync(file, mode & 0o777);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(draft, path);
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
    syncFolder(dirname(path));
  }

  #parse(): KeyReading {
    try {
      return parseKeyList(readFileSync(this.path, 'utf8'));
    } catch (error) {
      return { fault: `it cannot be read (${error instanceof Error ? error.message : ''})` };
    }
  }
}

/** What changes when a file is written, or another one takes its name, also behind a link. */
function markOf(path: string): string {
  try {
    const stat = statSync(path, { bigint: true });
    return [stat.dev, stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(' ');
  } catch (error) {
    return `none: ${String(error)}`;
  }
}

/**
 * Makes a file with one new key where there is none (outside production only: a lost file is a lost database).
 * Readable by its owner only.
 */
export function requireKeyFile(path: string): void {
  try {
    chmodSync(path, 0o600);
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
    createKeyFile(path);
  }
}

/** Whole and on disk before it has its name; of several that start together, the first one's file stays. */
function createKeyFile(path: string): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeWhole(file, `${generateKeyEntry('k1')}\n`);
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

/** A file system that fills up takes a part and says so. */
function writeWhole(file: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  for (let written = 0; written < bytes.length;) {
    written += writeSync(file, bytes, written);
  }
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
