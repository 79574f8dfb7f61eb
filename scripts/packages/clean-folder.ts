import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

export const root = path.resolve(import.meta.dirname, '../..');
export const packageNames = ['protocol', 'components', 'server'] as const;

/** A folder outside of the workspace, in which nothing is but what a site would install. */
export interface CleanFolder extends AsyncDisposable {
  readonly path: string;
  /** Runs Node in it; the answer is what it printed. An exit code other than 0 is an error with all output. */
  readonly node: (...args: readonly string[]) => Promise<string>;
}

export function tarball(name: (typeof packageNames)[number]): string {
  return path.join(root, '.packs', `totp-kit-${name}.tgz`);
}

/** Packs what the last build made. */
export async function packPackages(): Promise<void> {
  await run([process.execPath, 'scripts/pack.mjs'], root);
}

interface CleanFolderOptions {
  readonly tarballs: readonly (typeof packageNames)[number][];
  /** Packages of others, in the versions of this repository. */
  readonly others: readonly string[];
  /** Other versions of them. */
  readonly versions?: Readonly<Record<string, string>>;
}

/** Installs what a site would. */
export async function makeCleanFolder({
  tarballs,
  others,
  versions = {},
}: CleanFolderOptions): Promise<CleanFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'totp-kit-packages-'));
  const known = { ...(await readVersions()), ...versions };
  const dependencies = {
    ...Object.fromEntries(tarballs.map((name) => [`@totp-kit/${name}`, `file:${tarball(name)}`])),
    ...Object.fromEntries(others.map((name) => [name, known[name]])),
  };
  const manifest = { private: true, type: 'module', dependencies };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  const { npm_execpath: npm } = process.env;
  const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  await run([...(npm ? [process.execPath, npm] : ['npm']), ...install], folder);
  return {
    path: folder,
    node: (...args) => run([process.execPath, ...args], folder),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

export async function copyConsumer(folder: string): Promise<void> {
  await cp(path.join(import.meta.dirname, 'consumer'), folder, { recursive: true });
}

export async function run(
  [command = '', ...args]: readonly string[],
  cwd: string,
): Promise<string> {
  try {
    const { stdout, stderr } = await promisify(execFile)(command, args, {
      cwd,
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout + stderr;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause: error });
  }
}

async function readVersions(): Promise<Readonly<Record<string, string>>> {
  const files = [
    'package.json',
    'packages/components/package.json',
    'packages/server/package.json',
  ];
  const found = files.map(async (file) => {
    const text = await readFile(path.join(root, file), 'utf8');
    return (JSON.parse(text) as { devDependencies: Record<string, string> }).devDependencies;
  });
  return Object.assign({}, ...(await Promise.all(found))) as Record<string, string>;
}
