import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { version } from '../src/lib/version.ts';

// What a framework does that renders on a server: it imports elements where there is no document.

const folder = path.resolve(import.meta.dirname, '..');
const names = readdirSync(path.join(folder, 'src'))
  // The bundles of script tags are no modules of the package.
  .filter((file) => file.endsWith('.ts') && !file.startsWith('browser'))
  .map((file) => path.basename(file, '.ts'));

const importAll = `
  const before = Object.keys(globalThis);
  const found = {};
  for (const name of ${JSON.stringify(names)}) {
    found[name] = Object.keys(await import(name === 'index' ? '@totp-kit/components' : '@totp-kit/components/' + name)).length;
  }
  console.log(JSON.stringify({ found, document: typeof document, left: Object.keys(globalThis).filter((key) => !before.includes(key)) }));
`;

describe('@totp-kit/components without a document', () => {
  it('is imported by every name there is, and leaves nothing of its own behind', () => {
    const options = ['--conditions=totp-kit-source', '--input-type=module', '-e', importAll];
    const output = execFileSync(process.execPath, options, { cwd: folder, encoding: 'utf8' });
    const { found, document, left } = JSON.parse(output) as {
      readonly found: Record<string, number>;
      readonly document: string;
      readonly left: readonly string[];
    };
    expect(Object.keys(found)).toEqual(names);
    expect(names).toContain('totp-verify');
    for (const [name, exported] of Object.entries(found)) {
      expect(exported, name).toBeGreaterThan(0);
    }
    expect(document).toBe('undefined');
    // Lit brings a registry along for where there is none.
    expect(left.filter((name) => !/^(customElements|lit|reactiveElement)/.test(name))).toEqual([]);
  });
});

describe('the version that two copies of the package tell apart', () => {
  it('is that of the package', () => {
    const text = readFileSync(path.join(folder, 'package.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ version });
  });
});
