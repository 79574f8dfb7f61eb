import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

// What the pages for sites with a login of their own quote, checked against the files of examples/express.

const root = path.resolve(import.meta.dirname, '..');
const pages = ['linking.md', 'second-factor.md', 'step-up.md', 'self-service.md'];

function read(...parts: readonly string[]): string {
  return readFileSync(path.join(root, ...parts), 'utf8');
}

/** How a heading is named in a link. */
function toAnchor(heading: string): string {
  return heading.toLowerCase().replaceAll(/[`,]/g, '').replaceAll(' ', '-');
}

function listAnchors(document: string): readonly string[] {
  return Array.from(document.matchAll(/^## (.+)$/gm), ([, heading = '']) => toAnchor(heading));
}

describe.each(pages)('docs/%s', (page) => {
  const document = read('docs', page);
  const snippets = Array.from(
    document.matchAll(/\]\(\.\.\/(examples\/[^)]+)\):\n\n```\w+\n([\s\S]*?)```/g),
    ([, file = '', text = '']) => ({ file, text }),
  );

  test('every snippet is named by the file that it is of', () => {
    expect(snippets.length).toBeGreaterThan(0);
    expect(snippets.length).toBe(document.split('```').length >> 1);
  });

  test.each(snippets)('what it quotes of $file stands there', ({ file, text }) => {
    const whole = read(file);
    // A part of a file is less indented than in its place.
    const indented = ['', '  ', '    ', '      '].map((by) => text.replaceAll(/^(?=.)/gm, by));
    expect(
      indented.some((part) => whole.includes(`\n${part}`)),
      text,
    ).toBe(true);
  });

  test('every link leads somewhere', () => {
    for (const [, target = '', anchor] of document.matchAll(
      /\]\((?!https?:)([^)#]+)(?:#([^)]+))?\)/g,
    )) {
      expect(existsSync(path.join(root, 'docs', target)), target).toBe(true);
      if (anchor !== undefined) expect(listAnchors(read('docs', target))).toContain(anchor);
    }
  });

  test('the README leads to it', () => {
    expect(read('README.md')).toContain(`(docs/${page})`);
  });
});
