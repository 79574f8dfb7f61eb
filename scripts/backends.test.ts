import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { managementOperations } from '@totp-kit/protocol';
import { ManagementRequests } from '@totp-kit/protocol/management';
import { describe, expect, test } from 'vitest';

// What docs/backends.md and docs/other-languages.md say is checked against the files that they quote.

const root = path.resolve(import.meta.dirname, '..');

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

interface Quotation {
  /** The file named in the line above. */
  readonly file: string;
  readonly text: string;
}

function quotationsOf(document: string): readonly Quotation[] {
  return Array.from(
    document.matchAll(/\]\(\.\.\/(examples\/[^)]+)\):\n\n```\w+\n([\s\S]*?)```/g),
    ([, file = '', text = '']) => ({ file, text }),
  );
}

const documents = ['docs/backends.md', 'docs/other-languages.md'];

describe.each(documents)('%s', (name) => {
  const document = read(name);
  const quotations = quotationsOf(document);

  test('quotes whole files as they stand', () => {
    expect(quotations.length).toBeGreaterThan(4);
    for (const { file, text } of quotations) expect(text, file).toBe(read(file));
    // The one block that is of no file is a type.
    const others = name === 'docs/backends.md' ? 1 : 0;
    expect(document.match(/^```\w+$/gm)).toHaveLength(quotations.length + others);
  });

  test('has links that lead somewhere', () => {
    for (const [, target = ''] of document.matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
      expect(existsSync(path.join(root, 'docs', target)), target).toBe(true);
    }
  });
});

test('every file in another language is quoted', () => {
  const quoted = quotationsOf(read('docs/other-languages.md')).map(({ file }) => file);
  const files = readdirSync(path.join(root, 'examples/other-languages'), {
    recursive: true,
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
  expect(files.sort()).toEqual(quoted.toSorted());
});

test('every method of the management client is listed with its scope', () => {
  const document = read('docs/backends.md');
  const methods = Object.getOwnPropertyNames(ManagementRequests.prototype);
  for (const method of [...methods, 'verifyForManagement']) {
    if (method !== 'constructor') expect(document).toContain(`\`${method}(`);
  }
  for (const { scope } of Object.values(managementOperations)) {
    expect(document).toContain(`\`${scope}\``);
  }
});

test('every reason of a refusal is listed', () => {
  const source = read('packages/server/src/verify/refusal.ts');
  const [union = ''] = /type RefusalReason =[\s\S]*?;/.exec(source) ?? [];
  const reasons = [...union.matchAll(/'(\w+)'/g)].map(([, reason]) => reason);
  expect(reasons).toContain('replayed');
  for (const reason of reasons) expect(read('docs/backends.md')).toContain(`\`${reason}\``);
});
