import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { operations } from '@totp-kit/protocol';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md'];

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** The examples that the README shows, in its order. */
const quoted = [
  'examples/plain-html/index.html',
  'examples/plain-html/account.js',
  'examples/backend/read-user-id.js',
  'examples/backend/make-setup-link.js',
  'examples/plain-html/theme.css',
];

test('every page, script and style of the README is a file that the tests run', () => {
  const blocks = [...read('README.md').matchAll(/```(?:html|js|ts|css)\n([\s\S]*?)```/g)];
  expect(blocks.map(([, text]) => text)).toEqual(quoted.map(read));
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

test('the README lists every route of the API, and its page those of the console', () => {
  const readme = read('README.md');
  const consolePage = read('docs/console.md');
  for (const { method, path: route } of Object.values(operations)) {
    const isOfConsole = route.startsWith('/console/');
    const name = isOfConsole ? route : route.replace('/api/v1', '');
    expect(isOfConsole ? consolePage : readme).toContain(`\`${method.toUpperCase()} ${name}\``);
  }
});

test('the README lists every element', () => {
  const pages = readdirSync(path.join(root, 'docs/api')).filter((page) => page !== 'README.md');
  expect(pages).toContain('totp-flow.md');
  for (const page of pages) {
    expect(read('README.md')).toContain(`| \`<${path.basename(page, '.md')}>\``);
  }
});

test('the README lists every setting of the server', () => {
  const config = read('packages/server/src/config/settings-schema.ts');
  const [, schema = ''] =
    /export const settingsSchema = z\.object\(\{([\s\S]*?)^\}\);/m.exec(config) ?? [];
  const names = [...schema.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name);
  expect(names).toContain('PORT');
  const readme = read('README.md');
  for (const name of names) expect(readme).toContain(`\`${name}\``);
});
