import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeyFile } from '../keyring/key-file.ts';
import { formatKeyList, generateKey } from '../keyring/key-list.ts';

/** Replaces a key file where the file system, a small one of the test's own, has no room left; prints what became of it. */
const [, , folder = ''] = process.argv;
const path = join(folder, 'keys');
const before = formatKeyList([generateKey('k1')]);
writeFileSync(path, before);
fill(join(folder, 'fill'));
let code: unknown;
try {
  new KeyFile(path).replace([generateKey('k2')]);
} catch (error) {
  code = error instanceof Error && 'code' in error ? error.code : error;
}
const isWhole = readFileSync(path, 'utf8') === before;
process.stdout.write(JSON.stringify({ code, isWhole, files: readdirSync(folder).toSorted() }));

function fill(name: string): void {
  for (let size = 64 * 1024; ; size -= 4096) {
    try {
      writeFileSync(name, Buffer.alloc(size));
      return;
    } catch {
      rmSync(name, { force: true });
    }
  }
}
