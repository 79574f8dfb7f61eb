import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

// The scripts of this folder start on whatever Node the machine has, before anything is installed:
// only built-in modules at their top, and everything they start runs on the repository's own Node.

export const root = fileURLToPath(new URL('..', import.meta.url));

const binaries = path.join(root, 'node_modules/.bin');

/** The Node that package.json pins; the running one until it is installed. */
export function repositoryNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const pinned = path.join(root, 'node_modules/node/bin', name);
  return existsSync(pinned) ? pinned : process.execPath;
}

const tools = {
  eslint: 'eslint/bin/eslint.js',
  ngc: '@angular/compiler-cli/bundles/src/bin/ngc.js',
  prettier: 'prettier/bin/prettier.cjs',
  tsc: 'typescript/bin/tsc',
  vite: 'vite/bin/vite.js',
  vitest: 'vitest/vitest.mjs',
  wtr: '@web/test-runner/dist/bin.js',
};

/** The command line of an installed tool, run by the repository's Node. */
export function tool(name, ...args) {
  return [repositoryNode(), path.join(root, 'node_modules', tools[name]), ...args];
}

/** Starts a command line in the root of the repository, its output going where ours goes. */
export function start([command, ...args], { env = {} } = {}) {
  const searched = [binaries, process.env.PATH].join(path.delimiter);
  return spawn(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: searched, ...env },
  });
}

/** Runs a command line to its end; the answer is its exit code, 1 when a signal or a missing file ended it. */
export function run(commandLine, options) {
  return new Promise((resolve) => {
    const child = start(commandLine, options);
    child.once('error', (error) => {
      console.error(`${commandLine[0]}: ${error.message}`);
      resolve(1);
    });
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** Passes on to a child the signals that end this process, and ends with the child's exit code. */
export function endWith(child) {
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // A terminal gives Ctrl-C to the child as well; without one we are the only one who was told.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  child.once('error', (error) => fail(error.message));
  child.once('close', (code, signal) => process.exit(signal === null ? code : 1));
}

export function fail(message) {
  console.error(`\n${message}`);
  process.exit(1);
}

/** Runs a named piece of work and says how long it took. The answer is the exit code of the work. */
export async function step(name, work) {
  console.log(`\n> ${name}`);
  const startedAt = performance.now();
  const exitCode = await work();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${exitCode === 0 ? 'done' : 'FAILED'}: ${name} (${seconds} s)`);
  return exitCode;
}
