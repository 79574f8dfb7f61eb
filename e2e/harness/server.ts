import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

/** The management key of every server that the tests start. */
export const managementKey = 'tkm_e2e_0123456789abcdefghijklmnopqrstuvwxyz';

export interface RunningServer extends AsyncDisposable {
  readonly url: string;
  /** What it has written to its output, both streams. */
  readonly output: () => string;
  /** SIGTERM; the answer is the exit code. */
  readonly stop: () => Promise<number | null>;
  /** `kill -9`. */
  readonly kill: () => Promise<void>;
}

export interface EndedServer {
  readonly exitCode: number | null;
  readonly output: string;
}

/** A folder for one database, and the way to be rid of it. */
export async function makeDataFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'totp-kit-e2e-'));
  return { path: folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

export interface ServerOptions {
  /** Where the database lies. */
  readonly folder: string;
  readonly port?: number;
  readonly env?: Record<string, string>;
  /** Its public URL has a path, so it serves no demo. */
  readonly isMounted?: true;
}

/** Starts the built server with the built demo, and waits until it listens. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const port = options.port ?? (await findFreePort());
  const { child, output } = spawnServer({ ...options, port });
  const ended = once(child, 'close').then(() => child.exitCode);
  const listening = new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', () => {
      if (output().includes('listening')) resolve();
    });
    void ended.then((code) => {
      reject(new Error(`The server ended with ${String(code)}:\n${output()}`));
    });
  });
  await listening;
  const stop = (): Promise<number | null> => {
    child.kill('SIGTERM');
    return ended;
  };
  return {
    url: `http://localhost:${port}`,
    output,
    stop,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    [Symbol.asyncDispose]: async () => {
      await stop();
    },
  };
}

/** Starts the server and waits until it has given up. */
export async function runServerToItsEnd(options: ServerOptions): Promise<EndedServer> {
  const { child, output } = spawnServer(options);
  await once(child, 'close');
  return { exitCode: child.exitCode, output: output() };
}

export async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0);
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function spawnServer({ folder, port, env, isMounted }: ServerOptions): {
  child: ChildProcess;
  output: () => string;
} {
  const child = spawn(
    process.execPath,
    ['packages/server/dist/main.js', 'serve', ...(isMounted ? [] : ['--site', 'demo/dist'])],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: `sqlite:${path.join(folder, 'totp-kit.db')}`,
        TOTP_KIT_MANAGEMENT_KEY: managementKey,
        ...(port === undefined ? {} : { PORT: String(port) }),
        ...env,
      },
    },
  );
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  }
  return { child, output: () => text };
}
