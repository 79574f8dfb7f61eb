import {
  existsSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { Draft } from './draft.ts';
import { findDrafts, findWorkFolders } from './left-overs.ts';

const hoursAgo = Date.now() / 1000 - 2 * 3600;

/** The name of a draft of a process that there is not. */
const draftName = (ending: string) => `.totp-kit-999999999-${ending.padStart(16, '0')}.draft`;

function fill(folder: string): void {
  const [file, directory, loop] = ['1', '2', '3'].map((ending) => join(folder, draftName(ending)));
  writeFileSync(file ?? '', 'a database');
  mkdirSync(directory ?? '');
  writeFileSync(join(directory ?? '', 'letter'), 'not a database');
  symlinkSync(draftName('3'), loop ?? '');
  for (const path of [file, directory]) utimesSync(path ?? '', hoursAgo, hoursAgo);
  lutimesSync(loop ?? '', hoursAgo, hoursAgo);
}

it('removes files only, and begins its draft beside everything else', () => {
  const folder = temporaryFolder();
  fill(folder);
  const draft = new Draft(folder);
  expect(existsSync(draft.path)).toBe(true);
  draft.discard();
  expect(readdirSync(folder).toSorted()).toEqual([draftName('2'), draftName('3')]);
  expect(existsSync(join(folder, draftName('2'), 'letter'))).toBe(true);
});

it('leaves the files of other users alone, and names them', () => {
  const folder = temporaryFolder();
  fill(folder);
  vi.spyOn(process, 'getuid').mockReturnValue(4_000_000);
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
  new Draft(folder).discard();
  expect(findDrafts(folder, new Set())).toEqual([join(folder, draftName('1'))]);
});

it('finds nothing in a folder that cannot be listed', () => {
  const missing = join(temporaryFolder(), 'missing');
  vi.stubEnv('TMPDIR', missing);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  expect(findWorkFolders()).toEqual([]);
  expect(findDrafts(missing, new Set())).toEqual([]);
});
