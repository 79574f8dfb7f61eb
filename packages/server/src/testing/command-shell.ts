import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Environment } from '../config.ts';
import type { CommandResult } from './command-process.ts';
import type { ShellOrder } from './command-shell-process.ts';
import { compileCache } from './compile-cache.ts';
import { testKeys } from './test-server.ts';

export interface CommandShell {
  /** Runs a command to its end, without a terminal. */
  readonly run: (words: readonly string[], environment: Environment) => Promise<CommandResult>;
}

const program = fileURLToPath(new URL('./command-shell-process.ts', import.meta.url));

/**
 * Runs one command after the other in one process, in a place of its own: a start for each would take too long.
 * @param launcher words before those of the program, such as those of a small disk or of strace
 */
export function openCommandShell(launcher: readonly string[]): CommandShell {
  const words = [...launcher, process.execPath, '--conditions=totp-kit-source', program];
  const child = spawn(words[0] ?? '', words.slice(1), {
    env: { ...compileCache, PATH: process.env['PATH'] },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error('the shell ended');
  });
  return {
    run: async (command, environment) => {
      const order: ShellOrder = {
        words: command,
        environment: { TOTP_KIT_KEYS: testKeys, ...environment },
      };
      const answered = once(child, 'message');
      child.send(order);
      const [result] = (await Promise.race([answered, ended])) as [CommandResult];
      return result;
    },
  };
}
