import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const document = read('docs/security-model.md');

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** Every row of the table at the end: its name, and what it says it is shown by. */
const rows = new Map(
  [...document.matchAll(/^\| (S\d\d) +\|.*\| ([^|]+?) +\|$/gm)].map(
    ([, name = '', shownBy = '']) => [name, shownBy],
  ),
);

test('the security model has every row once', () => {
  const names = Array.from({ length: 63 }, (_, index) => `S${String(index + 1).padStart(2, '0')}`);
  expect([...rows.keys()]).toEqual(names);
});

test('the security model claims no test that is not there', () => {
  for (const [name, shownBy] of rows) {
    const links = [...shownBy.matchAll(/\]\(\.\.\/(packages\/server\/test\/security\/[^)]+)\)/g)];
    if (links.length === 0) expect(shownBy, name).toBe('planned');
    for (const [, file = ''] of links) expect(read(file)).toMatch(new RegExp(`['\`]${name}\\b`));
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
