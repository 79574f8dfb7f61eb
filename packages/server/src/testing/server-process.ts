import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Environment } from '../config.ts';
import { compileCache } from './compile-cache.ts';
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
  /** Sends it a signal. */
  readonly signal: (signal: NodeJS.Signals) => void;
  /** How it ended: its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

export interface ServerProcessOptions {
  /** Words before the command, such as those of a program that becomes it in a place of its own. */
  readonly launcher?: readonly string[];
  /** Takes what ends it; it ends with the test unless this is given. */
  readonly endWith?: (end: () => Promise<void>) => void;
}

/**
 * Starts `totp-kit serve` on a database and waits until it listens; it ends with the test.
 * @throws with everything it has written, where it does not start
 */
export async function startServerProcess(
  databaseUrl: string,
  environment: Environment = {},
  { launcher = [], endWith = onTestFinished }: ServerProcessOptions = {},
): Promise<ServerProcess> {
  const port = await findFreePort();
  const words = [...launcher, process.execPath, '--conditions=totp-kit-source', main, 'serve'];
  const child = spawn(words[0] ?? '', words.slice(1), {
    env: {
      ...compileCache,
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
    child.once('error', reject);
    child.once('close', () => {
      reject(new Error(`the server ended: ${output}`));
    });
  });
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'close');
    child.kill('SIGKILL');
    await ended;
  };
  const ended = once(child, 'close').then(
    ([code, signal]: (number | NodeJS.Signals | null)[]) => code ?? signal ?? 'SIGKILL',
  ) as ServerProcess['ended'];
  endWith(kill);
  await isListening;
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    pid: child.pid ?? 0,
    fetch: (path, init) => fetch(`${origin}${path}`, init),
    output: () => output,
    kill,
    signal: (signal) => {
      child.kill(signal);
    },
    ended,
  };
}
