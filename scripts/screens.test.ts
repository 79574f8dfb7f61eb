import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

// What docs/screens.md says is checked against the files that it quotes and the sources that it is about.

const root = path.resolve(import.meta.dirname, '..');

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

const document = read('docs/screens.md');

interface Snippet {
  /** The file named above it. */
  readonly file: string;
  readonly text: string;
}

const snippets: readonly Snippet[] = Array.from(
  document.matchAll(/\]\(\.\.\/(examples\/[^)]+)\):\n\n```\w+\n([\s\S]*?)```/g),
  ([, file = '', text = '']) => ({ file, text }),
);

test('every snippet is named by the file that it is of', () => {
  expect(snippets.length).toBe(document.split('```').length >> 1);
});

test.each(snippets)('what it quotes of $file stands there', ({ file, text }) => {
  const whole = read(file);
  // A part of a page is less indented than in its page.
  const deeper = text.replaceAll(/^(?=.)/gm, '  ');
  expect(whole.includes(text) || whole.includes(deeper), text).toBe(true);
});

test('it shows every example of a screen', () => {
  const files = readdirSync(path.join(root, 'examples/screens'));
  const quoted = new Set(snippets.map(({ file }) => path.basename(file)));
  // Its style sheet says it all.
  expect(files.filter((file) => !quoted.has(file))).toEqual(['look.html']);
});

test('the tests open every page', () => {
  const tests = read('e2e/screens.test.ts');
  for (const file of readdirSync(path.join(root, 'examples/screens'))) {
    if (file.endsWith('.html')) expect(tests).toContain(file);
  }
});

test('every link leads somewhere', () => {
  for (const [, target = ''] of document.matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
    expect(existsSync(path.join(root, 'docs', target)), target).toBe(true);
  }
  const headings = Array.from(document.matchAll(/^## (.+)$/gm), ([, heading = '']) =>
    heading.toLowerCase().replaceAll('`', '').replaceAll(' ', '-'),
  );
  for (const [, anchor] of document.matchAll(/\]\(#([^)]+)\)/g)) expect(headings).toContain(anchor);
});

test('it lists every placeholder and every attribute that takes one', () => {
  const source = read('packages/components/src/lib/page-screens/filled-template.ts');
  const [, names = ''] = /const names.+= \[\n([^\]]+)\]/.exec(source) ?? [];
  const placeholders = Array.from(names.matchAll(/'([\w.]+)'/g), ([, name]) => name);
  expect(placeholders).toHaveLength(7);
  for (const name of placeholders) expect(document).toContain(`| \`{{${name}}}\``);
  for (const list of ['textAttributes', 'valueElements']) {
    const [, written = ''] = new RegExp(`const ${list} = \\[([^\\]]+)\\]`).exec(source) ?? [];
    const quoted = written.replaceAll("'", '`').trim();
    expect(quoted).not.toBe('');
    expect(document).toContain(quoted);
  }
});

test('it lists every language', () => {
  const source = read('packages/components/src/lib/messages/languages.ts');
  const languages = Array.from(source.matchAll(/^ {2}(\w\w): \(\)/gm), ([, tag]) => tag);
  expect(languages.length).toBeGreaterThan(11);
  const listed = Array.from(document.matchAll(/[A-Z][a-z]+\s\(`(\w\w)`\)/g), ([, tag]) => tag);
  expect(listed.sort()).toEqual([...languages, 'en'].sort());
});

test('it lists everything that a page without elements can use', () => {
  const source = read('packages/components/src/headless.ts');
  const exported = Array.from(source.matchAll(/export \{([^}]+)\}/g), ([, names = '']) => names)
    .flatMap((names) => names.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '));
  expect(exported).toContain('SetupFlow');
  for (const name of exported) expect(document).toContain(name);
});

test('it lists every custom property and every slot of the elements', () => {
  const folder = 'docs/api';
  for (const page of readdirSync(path.join(root, folder))) {
    const text = read(path.join(folder, page));
    for (const [, property = ''] of text.matchAll(/^\| `(--totp-[\w-]+)`/gm)) {
      expect(document).toContain(`\`${property}\``);
    }
    const [, slots = ''] = /^## Slots\n([\s\S]*?)\n## /m.exec(text) ?? [];
    for (const [, slot = ''] of slots.matchAll(/^\| `([\w-]+)`/gm)) {
      expect(document).toContain(`\`${slot}\``);
    }
  }
});
