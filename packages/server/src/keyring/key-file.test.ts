import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  readdirSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { KeyFile } from './key-file.ts';
import { formatKeyList } from './key-list.ts';

const key = (id: string, fill: number) => ({ id, bytes: Buffer.alloc(32, fill) });

function fileWith(...ids: readonly string[]) {
  const folder = temporaryFolder();
  const path = join(folder, 'keys');
  writeFileSync(path, formatKeyList(ids.map((id) => key(id, 1))), { mode: 0o600 });
  return { folder, path, file: new KeyFile(path) };
}

describe('KeyFile', () => {
  it('gives the same reading for as long as the file is the same', () => {
    const { path, file } = fileWith('k1');
    const first = file.read();
    expect(file.read()).toBe(first);
    writeFileSync(path, formatKeyList([key('k1', 2)]));
    expect(file.read()).toEqual([key('k1', 2)]);
  });

  it('notices that a link leads to another file of the same size and time', () => {
    const { folder, path } = fileWith('k1');
    const [link, swap] = [join(folder, 'link'), join(folder, 'swap')];
    symlinkSync(path, link);
    const file = new KeyFile(link);
    expect(file.read()).toEqual([key('k1', 1)]);
    writeFileSync(join(folder, 'other'), formatKeyList([key('k1', 2)]));
    symlinkSync(join(folder, 'other'), swap);
    renameSync(swap, link);
    expect(file.read()).toEqual([key('k1', 2)]);
  });

  it('says what is wrong, and never what stands there', () => {
    const { path, file } = fileWith('k1');
    writeFileSync(path, 'k1:s3cret');
    expect(file.read()).toEqual({ fault: 'entry 1 is not "id:base64" with a key of 32 bytes' });
    renameSync(path, `${path}.gone`);
    expect(file.read()).toMatchObject({ fault: expect.stringMatching(/cannot be read/) as string });
  });

  it('replaces the keys, keeps who may read them, and leaves no draft', () => {
    const { folder, path, file } = fileWith('k1');
    for (const mode of [0o600, 0o440]) {
      chmodSync(path, mode);
      file.replace([key('k2', 2), key('k1', 1)]);
      expect(statSync(path).mode & 0o777).toBe(mode);
    }
    expect(file.read()).toEqual([key('k2', 2), key('k1', 1)]);
    expect(readdirSync(folder)).toEqual(['keys']);
  });

  it('replaces the file that a link leads to', () => {
    const { folder, path } = fileWith('k1');
    const link = join(folder, 'link');
    symlinkSync(path, link);
    new KeyFile(link).replace([key('k2', 2)]);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(new KeyFile(path).read()).toEqual([key('k2', 2)]);
  });

  it('stays whole on a full file system', () => {
    const script = fileURLToPath(new URL('../testing/full-key-file.ts', import.meta.url));
    const folder = temporaryFolder();
    const run = spawnSync(
      'unshare',
      [
        '--map-root-user',
        '--mount',
        'sh',
        '-ec',
        `mount -t tmpfs -o size=16k,nr_inodes=16 tmpfs "$1"; exec "$2" --conditions=totp-kit-source "$3" "$1"`,
        'sh',
        folder,
        process.execPath,
        script,
      ],
      { encoding: 'utf8' },
    );
    expect(run.stderr).toBe('');
    expect(JSON.parse(run.stdout)).toEqual({
      code: 'ENOSPC',
      isWhole: true,
      files: ['fill', 'keys'],
    });
  });
});
