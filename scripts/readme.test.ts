import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { operations } from '@totp-kit/protocol';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md'];

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

function codeBlocks(markdown: string, language: string): string[] {
  return [...markdown.matchAll(/```(\w+)\n([\s\S]*?)```/g)]
    .filter(([, name]) => name === language)
    .map(([, , text]) => text ?? '');
}

test('the page of the README is examples/plain-html/index.html', () => {
  expect(codeBlocks(read('README.md'), 'html')[0]).toBe(read('examples/plain-html/index.html'));
});

test.each(documents)('every link of %s into the repository leads somewhere', (document) => {
  const targets = [...read(document).matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)];
  for (const [, target] of targets) {
    expect(existsSync(path.join(root, target ?? '')), target).toBe(true);
  }
});

test.each(documents)('every npm script that %s names exists', (document) => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  for (const [, name] of read(document).matchAll(/npm run ([\w:]+)/g)) {
    expect(Object.keys(scripts)).toContain(name);
  }
});

test('the README lists every route of the API', () => {
  const readme = read('README.md');
  for (const { method, path: route } of Object.values(operations)) {
    expect(readme).toContain(`\`${method.toUpperCase()} ${route.replace('/api/v1', '')}\``);
  }
});
