import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { minifyLiterals } from '../packages/components/scripts/minify-literals.mjs';
import { root } from './harness/server.ts';

const folder = path.join(root, 'packages/components/dist/browser');
const entryBudgetBytes = 18_000;
const withQrBudgetBytes = 26_000;
/** What a page that bundles `<totp-verify>` alone loads before somebody turns to its field, Lit included. */
const verifyBudgetBytes = 14_800;
const headlessBudgetBytes = 11_500;

/** What an element loads when it is used, and not before. */
const parts = [
  'authenticators-parts',
  'copying',
  'endings',
  'flow-parts',
  'key-parts',
  'page-faults',
  'page-screens',
  'qr-theme',
  'recovery-parts',
  'server-faults',
  'session-client',
  'setup-parts',
];

/** The same of `<totp-users>`, apart from what comes with it at once. */
const usersParts = ['endings', 'page-faults', 'page-screens', 'recovery-parts'].map(
  (name) => `users-${name}`,
);
const languages = ['ar', 'de', 'es', 'fr', 'he', 'it', 'ja', 'ko', 'nl', 'pl', 'pt', 'tr', 'zh'];

function gzippedBytes(content: string | Buffer): number {
  return gzipSync(content, { level: 9 }).length;
}

async function listFiles(ending: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  return files.filter((file) => file.endsWith(ending)).sort();
}

function exportedNames(code: string): string[] {
  const [, list = ''] = /export\{([^}]*)\};?\s*$/.exec(code) ?? [];
  return Array.from(list.matchAll(/(?:^|,)(?:[\w$]+ as )?([\w$]+)/g), ([, name = '']) => name)
    .filter((name) => name.length > 2)
    .sort();
}

async function findChunk(name: string): Promise<string> {
  const found = (await listFiles('.js')).filter((file) => file.startsWith(`totp-kit/${name}-`));
  if (found.length !== 1) throw new Error(`There are ${found.length} chunks ${name}`);
  return found[0] ?? '';
}

async function listStaticImports(file: string): Promise<string[]> {
  const code = await readFile(path.join(folder, file), 'utf8');
  const imports = code.matchAll(
    /(?:^|[;}\n])(?:import|export)(?:\*|[{\w][^;()"'`]*from)?["'`]([^"'`]+)["'`]/g,
  );
  return Array.from(imports, ([, source = '']) => source);
}

test('the entry fits its budget, and so does it with the chunk of the QR code', async () => {
  // Whatever a file imports at once is a request, too.
  const setup = await findChunk('setup-parts');
  expect(await listStaticImports('totp-kit.js')).toEqual([]);
  expect(await listStaticImports(setup)).toEqual(['../totp-kit.js']);

  const entryBytes = gzippedBytes(await readFile(path.join(folder, 'totp-kit.js')));
  const setupBytes = gzippedBytes(await readFile(path.join(folder, setup)));
  expect(entryBytes).toBeLessThanOrEqual(entryBudgetBytes);
  expect(entryBytes + setupBytes).toBeLessThanOrEqual(withQrBudgetBytes);
});

test('everything else is a chunk for when it is used, and each language is one', async () => {
  const chunks = await Promise.all([...parts, ...usersParts, ...languages].map(findChunk));
  const entries = ['totp-kit.js', 'totp-kit.all.js', 'totp-kit-headless.js', 'totp-kit-users.js'];
  expect(await listFiles('.js')).toEqual([...entries, ...chunks].sort());
  for (const language of languages) {
    expect(await listStaticImports(await findChunk(language))).toEqual([]);
  }
});

test('<totp-verify> alone, as a page bundles it, fits its budget', async () => {
  const result = await build({
    root: path.join(root, 'packages/components'),
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    plugins: [minifyLiterals()],
    resolve: { conditions: ['totp-kit-source', 'module', 'browser', 'production'] },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      lib: { entry: 'src/totp-verify.ts', formats: ['es'], fileName: 'verify' },
      rolldownOptions: {
        preserveEntrySignatures: 'allow-extension',
        output: { minify: true, comments: false },
      },
    },
  });
  const [output] = Array.isArray(result) ? result : [];
  const chunks = output?.output.filter((file) => file.type === 'chunk') ?? [];
  const entry = chunks.find(({ isEntry }) => isEntry);
  expect(entry?.imports).toEqual([]);
  expect(gzippedBytes(entry?.code ?? '')).toBeLessThanOrEqual(verifyBudgetBytes);
});

test('the file without elements fits its budget and loads nothing but a language', async ({
  annotate,
}) => {
  const file = 'totp-kit-headless.js';
  const bytes = gzippedBytes(await readFile(path.join(folder, file)));
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

test('the file that is all in one loads nothing', async ({ annotate }) => {
  const file = 'totp-kit.all.js';
  const code = await readFile(path.join(folder, file), 'utf8');
  await annotate(`${file}: ${gzippedBytes(code)} bytes gzipped`);
  expect(await listStaticImports(file)).toEqual([]);
  expect(code).not.toMatch(/\bimport\(/);
  const entry = await readFile(path.join(folder, 'totp-kit.js'), 'utf8');
  expect(exportedNames(code)).toEqual(exportedNames(entry));
});

test('chunks carry the hash of their content in their name', async () => {
  for (const file of await listFiles('.js')) {
    if (!/^totp-kit(\.all|-headless|-users)?\.js$/.test(file))
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
