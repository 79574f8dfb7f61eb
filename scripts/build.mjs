import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { hashInputs } from './inputs.mjs';
import { fail, repositoryNode, root, run, step, tool } from './processes.mjs';

// Builds the packages, the browser files and the demo. `--if-changed` does nothing when the sources are
// those of the last build.

const stamp = path.join(root, 'node_modules/.cache/totp-kit/build');
const browserFiles = path.join(root, 'packages/components/dist/browser');
const consoleFiles = path.join(root, 'packages/server/dist/console');
const results = [
  path.join(root, 'packages/server/dist/main.js'),
  path.join(root, 'packages/components/dist/frameworks/angular.js'),
  path.join(browserFiles, 'totp-kit.js.br'),
  path.join(browserFiles, 'totp-kit.all.js.br'),
  path.join(browserFiles, 'totp-kit-headless.js.br'),
  path.join(browserFiles, 'totp-kit-users.js.br'),
  path.join(consoleFiles, 'index.html'),
  path.join(root, 'demo/dist/index.html'),
];
const packages = ['protocol', 'components', 'server'].map((name) => `packages/${name}`);

const steps = {
  'bundle the QR code core': () =>
    run([repositoryNode(), 'packages/components/scripts/bundle-qrcode.mjs']),
  // Forced, because the compiler trusts its notes even when the files it wrote were deleted.
  'compile the packages': () => run(tool('tsc', '--build', '--force', ...packages)),
  'compile the directives for Angular': () =>
    run(tool('ngc', '--project', 'packages/components/tsconfig.angular.json')),
  'minify the templates of the elements': () =>
    run([repositoryNode(), 'packages/components/scripts/minify-package.mjs']),
  'bundle the browser files': () => run(tool('vite', 'build', '--logLevel', 'warn')),
  'bundle the browser file that is all in one': () =>
    run(tool('vite', 'build', '--config', 'vite.all.config.ts', '--logLevel', 'warn')),
  'bundle the browser file without elements': () =>
    run(tool('vite', 'build', '--config', 'vite.headless.config.ts', '--logLevel', 'warn')),
  'bundle the browser file of the administration': () =>
    run(tool('vite', 'build', '--config', 'vite.users.config.ts', '--logLevel', 'warn')),
  'build the console': () =>
    run(tool('vite', 'build', '--config', 'packages/console/vite.config.ts', '--logLevel', 'warn')),
  'compress the browser files': compressBrowserFiles,
  'name the browser files by their hashes': nameHashes,
  'build the demo': () =>
    run(tool('vite', 'build', '--config', 'demo/vite.config.ts', '--logLevel', 'warn')),
};

const inputs = hashInputs();
if (process.argv.includes('--if-changed') && isUpToDate()) process.exit(0);
for (const [name, work] of Object.entries(steps)) {
  if ((await step(name, work)) !== 0) fail(`The build stopped: ${name}. The reason stands above.`);
}
mkdirSync(path.dirname(stamp), { recursive: true });
writeFileSync(stamp, inputs);

function isUpToDate() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs && results.every(existsSync);
}

/** Writes each file a second and third time, so that the server never compresses while someone waits. */
function compressBrowserFiles() {
  const places = [browserFiles, consoleFiles].flatMap((folder) =>
    readdirSync(folder, { recursive: true }).map((file) => path.join(folder, file)),
  );
  for (const place of places) {
    if (!/\.(js|css)$/.test(place)) continue;
    const content = readFileSync(place);
    writeFileSync(`${place}.gz`, gzipSync(content, { level: constants.Z_BEST_COMPRESSION }));
    writeFileSync(`${place}.br`, brotliCompressSync(content));
  }
  return 0;
}

/** For the attribute `integrity` of a page's script tag (https://www.w3.org/TR/SRI/). */
function nameHashes() {
  const name = 'totp-kit.all.js';
  const content = readFileSync(path.join(browserFiles, name));
  const digest = createHash('sha384').update(content).digest();
  const hash = `sha384-${digest.toString('base64')}`;
  // What the server has the same file by, for good.
  const pinned = name.replace('.js', `.${digest.toString('hex').slice(0, 16)}.js`);
  const hashes = `${JSON.stringify({ [name]: hash, [pinned]: hash })}\n`;
  writeFileSync(path.join(browserFiles, 'sri.json'), hashes);
  console.log(`/${pinned}: integrity="${hash}"`);
  return 0;
}
