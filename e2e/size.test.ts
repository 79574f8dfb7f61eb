import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { root } from './harness/server.ts';

const folder = path.join(root, 'packages/components/dist/browser');
const entryBudgetBytes = 18_000;
const withEnrollmentBudgetBytes = 26_000;
const headlessBudgetBytes = 11_500;

async function readGzippedBytes(file: string): Promise<number> {
  return gzipSync(await readFile(path.join(folder, file)), { level: 9 }).length;
}

async function listFiles(ending: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  return files.filter((file) => file.endsWith(ending)).sort();
}

async function listStaticImports(file: string): Promise<string[]> {
  const code = await readFile(path.join(folder, file), 'utf8');
  const imports = code.matchAll(
    /(?:^|[;}\n])(?:import|export)(?:\*|[{\w][^;()"'`]*from)?["'`]([^"'`]+)["'`]/g,
  );
  return Array.from(imports, ([, source = '']) => source);
}

test('the entry fits its budget, and so does it with what an enrollment shows', async () => {
  const files = await listFiles('.js');
  const enrollmentChunks = files.filter((file) => file.startsWith('totp-kit/enrollment-parts-'));
  const sessionChunks = files.filter((file) => file.startsWith('totp-kit/session-client-'));
  const themeChunks = files.filter((file) => file.startsWith('totp-kit/qr-theme-'));
  // Two requests: the entry, and one chunk for all that only an enrollment shows. Of the other chunks, one is for page
  // scripts that ask for the session, and one for pages that want another look of the QR code.
  expect(enrollmentChunks).toHaveLength(1);
  expect(sessionChunks).toHaveLength(1);
  expect(themeChunks).toHaveLength(1);
  const chunks = [...enrollmentChunks, ...sessionChunks, ...themeChunks];
  expect(files).toEqual(['totp-kit.js', ...chunks].sort());

  // Whatever a file imports at once is a request, too.
  const [enrollmentChunk = ''] = enrollmentChunks;
  expect(await listStaticImports('totp-kit.js')).toEqual([]);
  expect(await listStaticImports(enrollmentChunk)).toEqual(['../totp-kit.js']);
  expect(await listStaticImports(themeChunks[0] ?? '')).toEqual([]);

  const entryBytes = await readGzippedBytes('totp-kit.js');
  const chunkBytes = await readGzippedBytes(enrollmentChunk);
  expect(entryBytes).toBeLessThanOrEqual(entryBudgetBytes);
  expect(entryBytes + chunkBytes).toBeLessThanOrEqual(withEnrollmentBudgetBytes);
});

test('the file without elements fits its budget and loads nothing but a language', async ({
  annotate,
}) => {
  const file = 'totp-kit-headless.js';
  const bytes = await readGzippedBytes(file);
  await annotate(`${file}: ${bytes} bytes gzipped, of ${headlessBudgetBytes}`);
  expect(bytes).toBeLessThanOrEqual(headlessBudgetBytes);

  const code = await readFile(path.join(folder, file), 'utf8');
  expect(await listStaticImports(file)).toEqual([]);
  expect(code).not.toMatch(/customElements|HTMLElement|litElement/i);
  const chunks = Array.from(code.matchAll(/import\(["'`]\.\/([^"'`]+)/g), ([, chunk]) => chunk);
  // The same files that the elements load their languages from.
  const entry = await readFile(path.join(folder, 'totp-kit.js'), 'utf8');
  expect(chunks.length).toBeGreaterThan(11);
  for (const chunk of chunks) {
    expect(chunk).toMatch(/^totp-kit\/[a-z]{2}-[\w-]{8}\.js$/);
    expect(entry).toContain(chunk);
  }
});

test('chunks carry the hash of their content in their name', async () => {
  for (const file of await listFiles('.js')) {
    if (!/^totp-kit(-headless)?\.js$/.test(file))
      expect(file).toMatch(/^totp-kit\/[\w-]+-[\w-]{8}\.js$/);
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
