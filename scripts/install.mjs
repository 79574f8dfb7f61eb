import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fail, root, run, step } from './processes.mjs';

/** Installs the npm packages unless node_modules holds already what package-lock.json says. */
export async function installMissing() {
  if (isInstalled()) return;
  // `npm run` says which npm it is; a plain `node scripts/start.mjs` takes the one on the PATH.
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  if (
    (await step('npm ci', () =>
      run([...npm, 'ci', '--no-audit', '--no-fund', '--loglevel=error']),
    )) === 0 &&
    isInstalled()
  )
    return;
  fail(
    'The npm packages could not be installed; what npm says stands above.\n' +
      'Is the registry reachable, and is npm 10 or newer? `npm ci` repeats the installation.',
  );
}

function isInstalled() {
  const wanted = readPackages('package-lock.json');
  const present = readPackages('node_modules/.package-lock.json');
  if (wanted === undefined || present === undefined) return false;
  const complete = Object.entries(wanted).every(
    ([place, { version, optional, link }]) =>
      !place.startsWith('node_modules/') ||
      optional ||
      (link ? existsSync(path.join(root, place)) : present[place]?.version === version),
  );
  return complete && existsSync(path.join(root, 'node_modules/node/bin'));
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}
