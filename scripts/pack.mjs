import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
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
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const fresh = mkdtempSync(path.join(folder, 'fresh-'));
  try {
    const workspace = `--workspace=packages/${name}`;
    const options = ['--ignore-scripts', '--loglevel=error', `--pack-destination=${fresh}`];
    const exitCode = await run([...npm, 'pack', workspace, ...options]);
    const [file] = readdirSync(fresh);
    if (exitCode !== 0 || file === undefined) return exitCode || 1;
    renameSync(path.join(fresh, file), packOf(name));
    return 0;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
