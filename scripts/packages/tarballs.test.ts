import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { packageNames, packPackages, root, run, tarball } from './clean-folder.ts';

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

beforeAll(packPackages);

describe.each(packageNames)('the tarball of @totp-kit/%s', (name) => {
  test('is clean in the eyes of publint', async () => {
    const report = await run(
      [...installed('publint/src/cli.js'), 'run', '--strict', tarball(name)],
      root,
    );
    expect(report).toContain('All good!');
  });

  test('has types that lead where its code leads', async () => {
    const attw = installed('@arethetypeswrong/cli/dist/index.js');
    await run([...attw, tarball(name), '--profile', 'esm-only', '--no-emoji'], root);
  });

  test('holds its licence and its README, and nothing that is only for work on it', async () => {
    const files = (await run(['tar', 'tzf', tarball(name)], root)).trim().split('\n');
    expect(files).toEqual(
      expect.arrayContaining(['package/LICENSE', 'package/README.md', 'package/package.json']),
    );
    expect(files.filter((file) => /\/src\/|\.test\.|\/testing\/|tsbuildinfo/.test(file))).toEqual(
      [],
    );
  });

  test('says all that a registry shows, and nothing of the repository', async () => {
    const text = await run(['tar', 'xzOf', tarball(name), 'package/package.json'], root);
    expect(text).not.toMatch(/totp-kit-source|devDependencies|\/src\//);
    expect(JSON.parse(text)).toMatchObject({
      name: `@totp-kit/${name}`,
      description: expect.stringMatching(/\.$/) as string,
      keywords: expect.arrayContaining(['totp']) as string[],
      license: 'MIT',
      type: 'module',
      engines: { node: '>=22.14' },
      publishConfig: { access: 'public' },
    });
  });
});

test('the three have one version, and ask for each other in it', async () => {
  const manifests = await Promise.all(packageNames.map(readManifest));
  const [first] = manifests;
  for (const { version, dependencies = {} } of manifests) {
    expect(version).toBe(first?.version);
    for (const [name, wanted] of Object.entries(dependencies)) {
      if (name.startsWith('@totp-kit/')) expect(wanted, name).toBe(version);
    }
  }
});

async function readManifest(name: string): Promise<Manifest> {
  const text = await readFile(path.join(root, 'packages', name, 'package.json'), 'utf8');
  return JSON.parse(text) as Manifest;
}

function installed(file: string): string[] {
  return [process.execPath, path.join(root, 'node_modules', file)];
}
