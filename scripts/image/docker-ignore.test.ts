import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../packages/server/src/testing/temporary-folder.ts';
import { listContext } from './docker-ignore.ts';

const root = path.resolve(import.meta.dirname, '../..');
const ours = readFileSync(path.join(root, '.dockerignore'), 'utf8');

function folderWith(...files: readonly string[]): string {
  const folder = temporaryFolder();
  for (const file of files) {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), '');
  }
  return folder;
}

test('the last rule that names a place, or a folder above it, decides', () => {
  const folder = folderWith('a.txt', 'b/c.txt', 'b/d/e.txt', 'b/d/f.txt', 'g/b/h.txt');
  const listed = (rules: string) => listContext(folder, rules).toSorted();
  expect(listed('b')).toEqual(['a.txt', 'g/b/h.txt']);
  expect(listed('**/b')).toEqual(['a.txt']);
  expect(listed('*\n!b/d/e.txt')).toEqual(['b/d/e.txt']);
  expect(listed('*\n!b\nb/d')).toEqual(['b/c.txt']);
  expect(listed('# none\n*/*.txt')).toEqual(['a.txt', 'b/d/e.txt', 'b/d/f.txt', 'g/b/h.txt']);
});

test('data, keys, settings and what is built stay out of the image', () => {
  const secret = [
    ...['data/totp-kit.db', 'data/totp-kit.keys', 'packages/server/data/totp-kit.keys'],
    ...['.env', 'packages/server/.env.local', 'deploy/.env', 'deploy/secrets/keys', 'shop.key'],
    ...['.git/config', 'node_modules/a/index.js', 'packages/server/dist/main.js', 'notes.txt'],
  ];
  const needed = ['package.json', 'packages/server/src/main.ts', 'deploy/health-check.mjs'];
  expect(listContext(folderWith(...secret, ...needed), ours).toSorted()).toEqual(needed.toSorted());
});

test('a form that is not understood is an error', () => {
  expect(() => listContext(folderWith('a'), '[ab]')).toThrow('"[ab]" is not understood');
});
