import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const document = read('docs/security-model.md');

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

// The scripts are plain JavaScript, which has no types to import.
const { readDocumentedRows } = (await import(
  new URL('./documented-rows.mjs', import.meta.url).href
)) as { readDocumentedRows: (document: string) => readonly { name: string; state: string }[] };

const rows = readDocumentedRows(document);

test('the security model has every row once', () => {
  const names = Array.from({ length: 63 }, (_, index) => `S${String(index + 1).padStart(2, '0')}`);
  expect(rows.map(({ name }) => name)).toEqual(names);
});

test('the security model claims no test that is not there', () => {
  // What only a browser can show stands with the tests of the whole.
  const tests = ['packages/server/test/security', 'e2e'].flatMap((folder) =>
    readdirSync(path.join(root, folder))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => read(`${folder}/${file}`)),
  );
  for (const { name, state } of rows) {
    if (state === 'test') expect(tests.join('\n')).toMatch(new RegExp(`['\`]${name}\\b`));
  }
});

test('every link of the security model into the repository leads somewhere', () => {
  for (const [, target = ''] of document.matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
    expect(existsSync(path.join(root, 'docs', target)), target).toBe(true);
  }
  const headings = [...document.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading.toLowerCase().replaceAll(' ', '-'),
  );
  for (const [, anchor] of document.matchAll(/\]\(#([^)]+)\)/g)) expect(headings).toContain(anchor);
});

test('the script of the security model is an example that the tests run', () => {
  const blocks = [...document.matchAll(/```js\n([\s\S]*?)```/g)].map(([, text]) => text);
  expect(blocks).toEqual([read('examples/backend/check-proof.js')]);
});
