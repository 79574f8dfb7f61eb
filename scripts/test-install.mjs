import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fail, root, run } from './processes.mjs';

// `npm run test:install`: an installation of nothing but the lockfile, in a folder that has the manifests and no more,
// without running a script of any package. Every package must be there as the lockfile pins it, or be for another
// machine.

const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
const folder = mkdtempSync(path.join(tmpdir(), 'totp-kit-install-'));
try {
  const { packages } = readLockfile(path.join(root, 'package-lock.json'));
  const workspaces = Object.keys(packages).filter((place) => !place.includes('node_modules'));
  for (const workspace of workspaces) copy(`${workspace || '.'}/package.json`);
  for (const file of ['package-lock.json', '.npmrc']) copy(file);

  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  if ((await run([...npm, 'ci', `--prefix=${folder}`, ...options])) !== 0) fail('npm ci failed.');

  const before = readFileSync(path.join(root, 'package-lock.json'), 'utf8');
  const after = readFileSync(path.join(folder, 'package-lock.json'), 'utf8');
  if (before !== after) fail('The installation changed the lockfile.');
  const installed = readLockfile(path.join(folder, 'node_modules/.package-lock.json')).packages;
  const faults = Object.entries(packages)
    .filter(([place, { link }]) => place.includes('node_modules/') && !link)
    .filter(([place, { optional, integrity }]) => {
      const found = installed[place];
      return found === undefined ? !optional : found.integrity !== integrity;
    });
  const foreign = Object.keys(installed).filter((place) => packages[place] === undefined);
  if (faults.length > 0 || foreign.length > 0) {
    fail(`Not as the lockfile says: ${[...faults.map(([place]) => place), ...foreign].join(', ')}`);
  }
  console.log(`${Object.keys(installed).length} packages, as the lockfile pins them.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function copy(file) {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  cpSync(path.join(root, file), path.join(folder, file));
}

function readLockfile(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
