import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageNames, root, run } from './clean-folder.ts';

test('a dry release says what it would publish, how, and publishes nothing', async () => {
  const output = await run([process.execPath, 'scripts/release.mjs', '--dry'], root);
  const sri = await readFile(path.join(root, 'packages/components/dist/browser/sri.json'), 'utf8');
  for (const hash of Object.values(JSON.parse(sri) as Record<string, string>)) {
    expect(output).toContain(hash);
  }
  const published = packageNames.map((name) => `npm publish .packs/totp-kit-${name}.tgz`);
  expect(output.match(/npm publish \S+/g)).toEqual(published);
  expect(output).toMatch(/totp-kit-server\.tgz {2}\d+ bytes {2}sha512-/);
  expect(output).toContain('Nothing is published yet.');
});

test('docs/releasing.md and CONTRIBUTING.md tell of it', async () => {
  const documents = ['docs/releasing.md', 'CONTRIBUTING.md'].map((file) =>
    readFile(path.join(root, file), 'utf8'),
  );
  for (const document of await Promise.all(documents))
    expect(document).toContain('npm run release');
});
