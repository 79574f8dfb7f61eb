import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { findFreePort, managementKey, root } from './server.ts';

/** A server that somebody started on a terminal of their own. */
export interface TerminalServer extends AsyncDisposable {
  readonly url: string;
  /** What stands on the terminal. */
  readonly screen: () => string;
}

/** Starts the built server on a pseudo-terminal (`script` of util-linux), and waits until it listens. */
export async function startOnTerminal({
  folder,
  env = {},
}: {
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
}): Promise<TerminalServer> {
  const port = await findFreePort();
  const command = `exec ${process.execPath} packages/server/dist/main.js serve --site demo/dist`;
  const child = spawn('script', ['-qefc', command, '/dev/null'], {
    cwd: root,
    // Without an input `script` would end at once.
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      TERM: 'xterm',
      PORT: String(port),
      DATABASE_URL: `sqlite:${path.join(folder, 'totp-kit.db')}`,
      TOTP_KIT_MANAGEMENT_KEY: managementKey,
      ...env,
    },
  });
  let screen = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (screen += chunk));
  const ended = once(child, 'close');
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', () => {
      if (screen.includes('for 15 minutes:\r\n    http') || screen.includes('Management API')) {
        resolve();
      }
    });
    void ended.then(() => {
      reject(new Error(`The server ended:\n${screen}`));
    });
  });
  return {
    url: `http://localhost:${port}`,
    screen: () => screen,
    [Symbol.asyncDispose]: async () => {
      // Ctrl+C, as people stop it.
      child.stdin.write('\x03');
      await ended;
    },
  };
}
