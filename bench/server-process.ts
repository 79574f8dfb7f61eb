import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { findFreePort } from '../packages/server/src/testing/free-port.ts';
import type { Question, Usage } from './probe.ts';
import { ringOfBench } from './people-with-keys.ts';

/** A process that is measured, listening on the loopback. */
export interface MeasuredProcess {
  readonly port: number;
  readonly ask: (question: Question) => Promise<Usage>;
  readonly stop: () => Promise<void>;
}

/** What V8 is told wherever this repository starts a server: deploy.md says why. */
export const deployedFlags = ['--max-semi-space-size=16'] as const;

/** The built `totp-kit` of a folder with this repository in it. */
export function builtServer(folder: string): string {
  return path.join(folder, 'packages/server/dist/main.js');
}

/** Makes the tables as that build has them. @throws Error when it does not */
export async function migrate(folder: string, databaseUrl: string): Promise<void> {
  const child = spawn(process.execPath, [builtServer(folder), 'migrate'], {
    env: environmentOf(databaseUrl),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${builtServer(folder)} migrate ended with ${code}.`);
}

/** Starts `totp-kit serve` as an operator does, behind a proxy on the loopback that says where people are. */
export function startBuiltServer(folder: string, databaseUrl: string): Promise<MeasuredProcess> {
  return startMeasured(
    [...deployedFlags, builtServer(folder), 'serve'],
    environmentOf(databaseUrl),
  );
}

/** Starts a script, which gets its port in `PORT`, and waits until it says that it is listening. */
export async function startMeasured(
  commandLine: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<MeasuredProcess> {
  const port = await findFreePort();
  const probe = path.join(import.meta.dirname, 'probe.ts');
  const child = spawn(process.execPath, ['--import', probe, ...commandLine], {
    env: { HOST: '127.0.0.1', PORT: String(port), ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  await untilListening(child);
  return {
    port,
    ask: async (question) => {
      const answer = once(child, 'message');
      child.send(question);
      return (await answer)[0] as Usage;
    },
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function untilListening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        // Only its start tells why it does not listen; more would be held for nothing.
        if (output.length < 10_000) output += text;
        if (output.includes('is listening')) resolve();
      });
    }
    child.once('exit', () => {
      reject(new Error(`The server ended: ${output}`));
    });
  });
}

function environmentOf(databaseUrl: string): Readonly<Record<string, string>> {
  return {
    DATABASE_URL: databaseUrl,
    TOTP_KIT_KEYS: ringOfBench,
    TOTP_KIT_TRUSTED_PROXIES: '127.0.0.1',
  };
}
