import { expect, test } from 'vitest';
import { table, withSection } from './results.ts';

const page = '# Lists\n\nold\n\n# Memory\n\nold\n';

test('a section takes the place of the one before it, and the others stay', () => {
  expect(withSection(page, '# Lists\n\nnew\n')).toBe('# Lists\n\nnew\n\n# Memory\n\nold\n');
  expect(withSection(page, '# Memory\n\nnew\n')).toBe('# Lists\n\nold\n\n# Memory\n\nnew\n');
});

test('a new section comes last', () => {
  expect(withSection(page, '# Costs\n\nnew\n')).toBe(`${page}\n# Costs\n\nnew\n`);
  expect(withSection('', '# Costs\n\nnew\n')).toBe('# Costs\n\nnew\n');
});

test('a table is padded as Prettier does', () => {
  expect(
    table([
      ['what', ''],
      ['a long one', '1'],
    ]),
  ).toBe('| what       |     |\n| ---------- | --- |\n| a long one | 1   |');
});
