import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Environment } from '../config.ts';
import { findFreePort } from './free-port.ts';
import { managementKey, testKeys } from './test-server.ts';

/** A server as an operator runs it: a process of its own, on the system's clock. */
export interface ServerProcess {
  readonly origin: string;
  readonly pid: number;
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  /** What it has written, both streams. */
  readonly output: () => string;
  readonly kill: () => Promise<void>;
}

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

/** Starts `totp-kit serve` on a database and waits until it listens; it ends with the test. */
export async function startServerProcess(
  databaseUrl: string,
  environment: Environment = {},
): Promise<ServerProcess> {
  const port = await findFreePort();
  const child = spawn(process.execPath, ['--conditions=totp-kit-source', main, 'serve'], {
    env: {
      PORT: String(port),
      HOST: '127.0.0.1',
      DATABASE_URL: databaseUrl,
      TOTP_KIT_KEYS: testKeys,
      TOTP_KIT_MANAGEMENT_KEY: managementKey,
      TOTP_KIT_TRUSTED_PROXIES: '127.0.0.1',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const isListening = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text: string) => {
        output += text;
        if (output.includes('is listening')) resolve();
      });
    }
    child.once('exit', () => {
      reject(new Error(`the server ended: ${output}`));
    });
  });
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  await isListening;
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    pid: child.pid ?? 0,
    fetch: (path, init) => fetch(`${origin}${path}`, init),
    output: () => output,
    kill,
  };
}
