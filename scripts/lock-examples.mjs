import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fail, repositoryNode, root, run, step } from './processes.mjs';

// `npm run lock:examples`: writes the lockfile of every example, or of those that are named, anew. It pins what comes
// from a registry, and says nothing of the contents of the packed packages, which every build makes new.

const folder = path.join(root, 'examples');
const named = process.argv.slice(2);
const names = named.length > 0 ? named : readdirSync(folder);
const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];

// What is packed says what else is installed.
for (const args of [['scripts/build.mjs', '--if-changed'], ['scripts/pack.mjs']]) {
  const exitCode = await step(args[0], () => run([repositoryNode(), ...args]));
  if (exitCode !== 0) fail(`${args[0]} failed.`);
}
for (const name of names) {
  if (!existsSync(path.join(folder, name, 'package.json'))) continue;
  if ((await step(`lock ${name}`, () => lock(path.join(folder, name)))) !== 0) {
    fail(`examples/${name} could not be locked; what npm says stands above.`);
  }
}

async function lock(example) {
  const file = path.join(example, 'package-lock.json');
  // Without their entries npm reads again what the packed packages depend on.
  if (existsSync(file)) change(file, () => undefined);
  const options = ['--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'];
  const exitCode = await run([...npm, 'install', `--prefix=${example}`, ...options]);
  if (exitCode === 0) change(file, (entry) => ({ ...entry, integrity: undefined }));
  return exitCode;
}

/** Puts what `work` makes of it in the place of every entry of a package of ours in a lockfile. */
function change(file, work) {
  const lockfile = JSON.parse(readFileSync(file, 'utf8'));
  const packages = Object.entries(lockfile.packages).map(([place, entry]) => [
    place,
    /(^|\/)node_modules\/@totp-kit\/[^/]+$/.test(place) ? work(entry) : entry,
  ]);
  lockfile.packages = Object.fromEntries(packages);
  writeFileSync(file, `${JSON.stringify(lockfile, undefined, 2)}\n`);
}
