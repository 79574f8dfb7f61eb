import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

// What docs/console-table.md says is checked against the files that it quotes.

const root = path.resolve(import.meta.dirname, '..');

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

const document = read('docs/console-table.md');

test('every file that it names is quoted as it stands', () => {
  const quoted = Array.from(
    document.matchAll(
      /\]\(\.\.\/(examples\/[^)]+)\)[^`]*(?:`[^`]+`[^`]*)*?\n\n```\w+\n([\s\S]*?)```/g,
    ),
    ([, file = '', text = '']) => ({ file, text }),
  );
  expect(quoted.map(({ file }) => path.basename(file))).toEqual([
    'users.html',
    'users.js',
    'admin-server.js',
  ]);
  for (const { file, text } of quoted) expect(text).toBe(read(file));
});

test('the tests run every example of it', () => {
  const server = read('examples/console-table/admin-server.js');
  for (const file of readdirSync(path.join(root, 'examples/console-table'))) {
    if (file !== 'admin-server.js') expect(server).toContain(`'${file}'`);
  }
  expect(read('e2e/console-table.test.ts')).toContain("'admin-server.js'");
});

test('every link leads somewhere', () => {
  for (const [, target = ''] of document.matchAll(/\]\((?!https?:)([^)#]+)/g)) {
    expect(existsSync(path.join(root, 'docs', target)), target).toBe(true);
  }
});
