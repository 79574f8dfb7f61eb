import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fail, run, step } from './processes.mjs';

/**
 * What the tests use beside npm packages: a Debian package, the commands any of which will do, and for some the
 * variable that names another than the system's, or what a command must be able to do because it is a library's.
 */
const wanted = [
  {
    name: 'chromium',
    commands: ['chromium', 'chromium-browser', 'google-chrome'],
    variable: 'CHROMIUM_PATH',
  },
  { name: 'firefox-esr', commands: ['firefox-esr', 'firefox'], variable: 'FIREFOX_PATH' },
  { name: 'webkit2gtk-driver', commands: ['WebKitWebDriver'], variable: 'WEBKIT_DRIVER_PATH' },
  { name: 'xvfb', commands: ['Xvfb'] },
  { name: 'zbar-tools', commands: ['zbarimg'] },
  { name: 'oathtool', commands: ['oathtool'] },
  { name: 'bsdutils', commands: ['script'] },
  { name: 'poppler-utils', commands: ['pdftoppm'] },
  { name: 'nginx-light', commands: ['nginx'] },
  { name: 'caddy', commands: ['caddy'] },
  { name: 'openssl', commands: ['openssl'] },
  { name: 'systemd', commands: ['systemd-analyze'] },
  // Faults of the real machine: file systems of a test's own, moved clocks, syncs that are counted and that fail.
  { name: 'util-linux', commands: ['unshare'] },
  { name: 'mount', commands: ['mount'] },
  { name: 'faketime', commands: ['faketime'] },
  { name: 'strace', commands: ['strace'] },
  // The backends of examples/other-languages, with their JWT libraries.
  {
    name: 'python3-jwt',
    commands: ['python3'],
    variable: 'PYTHON_PATH',
    probe: ['-c', 'import jwt, cryptography'],
  },
  {
    name: 'python3-cryptography',
    commands: ['python3'],
    variable: 'PYTHON_PATH',
    probe: ['-c', 'import cryptography'],
  },
  { name: 'ruby', commands: ['ruby'], variable: 'RUBY_PATH' },
  { name: 'ruby-jwt', commands: ['ruby'], variable: 'RUBY_PATH', probe: ['-e', 'require "jwt"'] },
  { name: 'php-cli', commands: ['php'] },
];

/** Where Debian puts what it thinks only root uses; a PATH may lack it. */
const adminFolders = ['/usr/sbin', '/sbin'];

/** Installs browsers, QR scanner and authenticator of the tests where apt can, and says so where not. */
export async function installSystemPackages() {
  const missing = findMissing();
  if (missing.length === 0) return;
  const canInstall = process.getuid?.() === 0 && findCommands('apt-get').length > 0;
  if (!canInstall) {
    fail(
      `The tests need ${missing.join(', ')} (Debian package names), which are not installed.\n` +
        `On Debian: sudo apt-get install ${missing.join(' ')}`,
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

// Where the programs are. One that is missing is an error that says what to do.
export const findChromium = () => findProgram('chromium');
export const findFirefox = () => findProgram('firefox-esr');
export const findWebKitDriver = () => findProgram('webkit2gtk-driver');
export const findXvfb = () => findProgram('xvfb');
export const findNginx = () => findProgram('nginx-light');
export const findCaddy = () => findProgram('caddy');
export const findPython = () => findProgram('python3-jwt');
export const findRuby = () => findProgram('ruby-jwt');
export const findPhp = () => findProgram('php-cli');

function findProgram(packageName) {
  const program = wanted.find(({ name }) => name === packageName);
  const file = find(program);
  if (file) return file;
  const otherwise = program.variable ? ` or name another one in ${program.variable}` : '';
  throw new Error(`${program.commands[0]} is missing: install ${packageName}${otherwise}.`);
}

function findMissing() {
  return wanted.filter((program) => find(program) === undefined).map(({ name }) => name);
}

function find({ commands, variable, probe }) {
  const named = variable && process.env[variable];
  if (named) return named;
  const files = commands.flatMap(findCommands);
  return probe ? files.find((file) => spawnSync(file, probe).status === 0) : files[0];
}

/** Every place where a command is: that of the system may lie behind another one, which has not its libraries. */
function findCommands(command) {
  return [...(process.env.PATH ?? '').split(path.delimiter), ...adminFolders]
    .map((folder) => path.join(folder, command))
    .filter((file) => existsSync(file));
}
