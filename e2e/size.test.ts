import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { root } from './harness/server.ts';

const folder = path.join(root, 'packages/components/dist/browser');
const entryBudgetBytes = 18_000;
const withEnrollmentBudgetBytes = 26_000;

async function readGzippedBytes(file: string): Promise<number> {
  return gzipSync(await readFile(path.join(folder, file)), { level: 9 }).length;
}

async function listFiles(ending: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  return files.filter((file) => file.endsWith(ending)).sort();
}

test('the entry fits its budget, and so does it with what an enrollment shows', async () => {
  const files = await listFiles('.js');
  const chunks = files.filter((file) => file !== 'totp-kit.js');
  // Two requests: the entry, and one chunk for all that only an enrollment shows.
  expect(files).toContain('totp-kit.js');
  expect(chunks).toHaveLength(1);

  const entryBytes = await readGzippedBytes('totp-kit.js');
  let chunkBytes = 0;
  for (const chunk of chunks) chunkBytes += await readGzippedBytes(chunk);
  expect(entryBytes).toBeLessThanOrEqual(entryBudgetBytes);
  expect(entryBytes + chunkBytes).toBeLessThanOrEqual(withEnrollmentBudgetBytes);
});

test('chunks carry the hash of their content in their name', async () => {
  for (const file of await listFiles('.js')) {
    if (file !== 'totp-kit.js') expect(file).toMatch(/^totp-kit\/[\w-]+-[\w-]{8}\.js$/);
  }
});

test('every file stands there compressed, too', async () => {
  for (const file of await listFiles('.js')) {
    const plain = await readFile(path.join(folder, file));
    const zipped = await readFile(path.join(folder, `${file}.gz`));
    expect(gunzipSync(zipped).equals(plain)).toBe(true);
    expect((await readFile(path.join(folder, `${file}.br`))).length).toBeLessThan(zipped.length);
  }
});
