import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

// What docs/frameworks.md says is checked against the examples that it quotes, and the examples against each other.

const root = path.resolve(import.meta.dirname, '..');
const frontends = ['react', 'vue', 'svelte', 'angular'];
const examples = [...frontends, 'next', 'hono'];

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

const document = read('docs/frameworks.md');

const snippets = Array.from(
  document.matchAll(/\]\(\.\.\/(examples\/\S+)\):\n\n```\w+\n([\s\S]*?)```/g),
  ([, file = '', text = '']) => ({ file, text }),
);

/** A part of a file is less indented than in it. */
function isPartOf(whole: string, text: string): boolean {
  return [0, 2, 4, 6, 8].some((depth) =>
    whole.includes(text.replaceAll(/^(?=.)/gm, ' '.repeat(depth))),
  );
}

describe('docs/frameworks.md', () => {
  test('names the file of every snippet, but for the commands at its end', () => {
    expect(snippets.length).toBe((document.split('```').length >> 1) - 1);
    expect(document.match(/^```sh$/gm)).toHaveLength(1);
  });

  test.each(snippets)('what it quotes of $file stands there', ({ file, text }) => {
    expect(isPartOf(read(file), text), text).toBe(true);
  });

  test('quotes every framework', () => {
    const quoted = new Set(snippets.map(({ file }) => file.split('/')[1]));
    expect([...quoted].sort()).toEqual([...examples].sort());
  });

  test('names what the package exports', () => {
    const { exports } = JSON.parse(read('packages/components/package.json')) as {
      readonly exports: Readonly<Record<string, unknown>>;
    };
    const named = document.matchAll(/@totp-kit\/components\/([\w/-]+)/g);
    for (const [, name = ''] of named) {
      const entry = name.replace(/^totp-.+/, 'totp-*');
      expect(Object.keys(exports), name).toContain(`./${entry}`);
    }
  });

  test('every link leads somewhere', () => {
    for (const [, target = ''] of document.matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
      expect(existsSync(path.join(root, 'docs', target)), target).toBe(true);
    }
    const headings = Array.from(document.matchAll(/^#{2,3} (.+)$/gm), ([, heading = '']) =>
      heading.toLowerCase().replaceAll(/[`,]/g, '').replaceAll(' ', '-'),
    );
    for (const [, anchor] of document.matchAll(/\]\(#([^)]+)\)/g))
      expect(headings).toContain(anchor);
  });
});

describe('the examples of frameworks', () => {
  test('ask the same backend in the same words', () => {
    for (const file of ['site.ts', 'totp-kit.ts', 'site.css']) {
      const texts = frontends.map((name) => read(`examples/${name}/src/${file}`));
      expect(new Set(texts).size, file).toBe(1);
    }
  });

  test.each(examples)('%s has exact versions', (name) => {
    const { dependencies, devDependencies } = JSON.parse(
      read(`examples/${name}/package.json`),
    ) as Readonly<Record<string, Readonly<Record<string, string>>>>;
    for (const [dependency, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      expect(version, dependency).toMatch(
        dependency.startsWith('@totp-kit/')
          ? /^file:\.\.\/\.\.\/\.packs\/totp-kit-[a-z]+\.tgz$/
          : /^\d+\.\d+\.\d+$/,
      );
    }
  });

  test.each(examples)(
    'the lockfile of %s names no registry, and nothing of what is packed',
    (name) => {
      const { packages } = JSON.parse(read(`examples/${name}/package-lock.json`)) as {
        readonly packages: Readonly<
          Record<string, { readonly resolved?: string; readonly integrity?: string }>
        >;
      };
      for (const [place, { resolved, integrity }] of Object.entries(packages)) {
        if (/(^|\/)node_modules\/@totp-kit\/[^/]+$/.test(place)) {
          expect(resolved, place).toMatch(/^file:/);
          expect(integrity, place).toBeUndefined();
        } else {
          expect(resolved, place).toBeUndefined();
        }
      }
    },
  );

  test.each(examples)('%s has something wrong that its type check must find', (name) => {
    const files = readdirSync(path.join(root, 'e2e/examples/wrong', name), { recursive: true });
    expect(files.some((file) => String(file).includes('wrong-property'))).toBe(true);
  });
});
