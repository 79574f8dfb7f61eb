import { existsSync } from 'node:fs';
import path from 'node:path';
import { fail, run, step } from './processes.mjs';

/** What the tests use beside npm packages: a Debian package, and the commands any of which will do. */
const wanted = [
  { name: 'chromium', commands: ['chromium', 'chromium-browser', 'google-chrome'] },
  { name: 'zbar-tools', commands: ['zbarimg'] },
  { name: 'oathtool', commands: ['oathtool'] },
];

/** Installs the browser, the QR scanner and the authenticator of the tests where apt can, and says so where not. */
export async function installSystemPackages() {
  const missing = findMissing();
  if (missing.length === 0) return;
  const canInstall = process.getuid?.() === 0 && find('apt-get') !== undefined;
  if (!canInstall) {
    fail(
      `The tests need ${missing.join(', ')} (Debian package names), which are not installed.\n` +
        `On Debian or Ubuntu: sudo apt-get install ${missing.join(' ')}`,
    );
  }
  await step(`apt-get install ${missing.join(' ')}`, async () => {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run(['apt-get', 'update', '-q'], { env });
    return run(['apt-get', 'install', '-qy', '--no-install-recommends', ...missing], { env });
  });
  const still = findMissing();
  if (still.length > 0)
    fail(`apt-get could not install ${still.join(', ')}; its words stand above.`);
}

/** The browser for the tests; `CHROMIUM_PATH` names another than the system's. */
export function findChromium() {
  return process.env.CHROMIUM_PATH ?? wanted[0].commands.map(find).find(Boolean);
}

function findMissing() {
  return wanted
    .filter(({ name }) => name !== 'chromium' || process.env.CHROMIUM_PATH === undefined)
    .filter(({ commands }) => !commands.some(find))
    .map(({ name }) => name);
}

function find(command) {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, command))
    .find((file) => existsSync(file));
}
