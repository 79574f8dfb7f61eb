import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export interface CommandOptions {
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface EndedCommand {
  readonly exitCode: number | null;
  /** Both streams. */
  readonly output: string;
}

export interface RunningCommand extends AsyncDisposable {
  readonly output: () => string;
  /** Ends it and everything that it started, and waits for that. */
  readonly stop: () => Promise<void>;
  /** Settles when it has ended, wanted or not. */
  readonly ended: Promise<EndedCommand>;
}

/** Starts a command the way somebody at a terminal does, without what this test runner's environment is full of. */
export function startCommand(
  [command = '', ...args]: readonly string[],
  { folder, env }: CommandOptions,
): RunningCommand {
  // A group of its own: npm and npx do not pass on the signal that ends them.
  const child = spawn(command, args, {
    cwd: folder,
    env: { ...plainEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  }
  const ended = once(child, 'close').then(() => ({ exitCode: child.exitCode, output: text }));
  const stop = async (): Promise<void> => {
    endGroup(child);
    await ended;
  };
  return { output: () => text, stop, ended, [Symbol.asyncDispose]: stop };
}

/** Runs a command to its end. */
export function runCommand(
  commandLine: readonly string[],
  options: CommandOptions,
): Promise<EndedCommand> {
  return startCommand(commandLine, options).ended;
}

/** The npm that runs these tests, or the one on the PATH. */
export function npm(...args: readonly string[]): readonly string[] {
  const runner = process.env['npm_execpath'] ?? '';
  return path.basename(runner) === 'npm-cli.js'
    ? [process.execPath, runner, ...args]
    : ['npm', ...args];
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGTERM');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The home, proxies and npm's own settings stay; the modes of this test runner and of the workspace do not. */
function plainEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      /^(HOME|LANG|TMPDIR|.*_proxy|npm_config_.*|NODE_EXTRA_CA_CERTS|SSL_CERT_.*)$/i.test(name) &&
      !/^npm_config_(local_prefix|workspace.*)$/.test(name),
  );
  const searched = [path.dirname(process.execPath), process.env['PATH'] ?? ''];
  return {
    ...(Object.fromEntries(kept) as Record<string, string>),
    PATH: searched.join(path.delimiter),
    // Nothing an example runs asks a terminal or phones home.
    CI: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    NG_CLI_ANALYTICS: 'false',
  };
}
