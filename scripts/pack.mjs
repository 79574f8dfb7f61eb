import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fail, root, run, step } from './processes.mjs';

// `npm run pack`: the packages as npm would publish them, in .packs, under names without a version, so that
// what installs them (examples, tests) names the same file for ever. It packs what the last build made.

const folder = path.join(root, '.packs');

const packedPackages = ['protocol', 'components', 'server'];

function packOf(name) {
  return path.join(folder, `totp-kit-${name}.tgz`);
}

if (!existsSync(path.join(root, 'packages/server/dist/main.js'))) {
  fail('There is nothing to pack. Build first: npm run build');
}
mkdirSync(folder, { recursive: true });
for (const name of packedPackages) {
  if ((await step(`pack @totp-kit/${name}`, () => pack(name))) !== 0) {
    fail(`@totp-kit/${name} could not be packed; what npm says stands above.`);
  }
}

async function pack(name) {
  const fresh = mkdtempSync(path.join(folder, 'fresh-'));
  try {
    const source = path.join(root, 'packages', name);
    const stage = path.join(fresh, name);
    for (const place of readManifest(source).files.filter((one) => !one.startsWith('!'))) {
      cpSync(path.join(source, place), path.join(stage, place), { recursive: true });
    }
    for (const place of ['README.md', 'LICENSE']) {
      cpSync(path.join(source, place), path.join(stage, place));
    }
    const manifest = JSON.stringify(publishedManifest(readManifest(source)), undefined, 2);
    writeFileSync(path.join(stage, 'package.json'), `${manifest}\n`);

    const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
    const options = ['--ignore-scripts', '--loglevel=error', `--pack-destination=${fresh}`];
    const exitCode = await run([...npm, 'pack', stage, ...options]);
    const file = readdirSync(fresh).find((one) => one.endsWith('.tgz'));
    if (exitCode !== 0 || file === undefined) return exitCode || 1;
    renameSync(path.join(fresh, file), packOf(name));
    return 0;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function readManifest(place) {
  return JSON.parse(readFileSync(path.join(place, 'package.json'), 'utf8'));
}

/** What is for work in the repository stays in it: the sources, and what builds and tests them. */
function publishedManifest(manifest) {
  const unshipped = ['totp-kit-source', 'devDependencies'];
  const text = JSON.stringify(manifest, (key, value) =>
    unshipped.includes(key) ? undefined : value,
  );
  const { sideEffects, ...rest } = JSON.parse(text);
  const isShipped = (place) => !place.startsWith('./src/');
  return {
    ...rest,
    sideEffects: Array.isArray(sideEffects) ? sideEffects.filter(isShipped) : sideEffects,
  };
}
