import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/* Programs that run beside the element tests, and leave nothing behind however the test runner ends. */

// Without a listener these would end the process at once, and no `exit` would tell anybody.
for (const signal of ['SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

/** Starts a program that ends with this process at the latest. */
export function startChild(command, args, options) {
  const child = spawn(command, args, options);
  process.once('exit', () => child.kill());
  return child;
}

/** Waits until a program answers at a URL; a program that ended before is a failure. */
export async function untilAnswers(url, child) {
  while (isRunning(child)) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${child.spawnfile} ended with ${child.exitCode} before it answered.`);
}

/** Ends a program, if it was started and still runs. */
export async function endChild(child) {
  if (!child || !isRunning(child)) return;
  child.kill();
  await once(child, 'exit');
}

/** Makes a folder for as long as this process runs. */
export function makeTemporaryFolder(prefix) {
  const folder = mkdtempSync(path.join(tmpdir(), prefix));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

export async function findFreePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

function isRunning({ exitCode, signalCode }) {
  return exitCode === null && signalCode === null;
}
