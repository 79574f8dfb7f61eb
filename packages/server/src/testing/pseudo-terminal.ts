import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { commandEnvironment, commandWords, type CommandOptions } from './command-process.ts';

/** A command that runs on a real terminal, with somebody before it. */
export interface PseudoTerminal {
  /** Everything on the screen so far, once it holds a text. */
  readonly waitFor: (text: string) => Promise<string>;
  readonly type: (text: string) => void;
  /** The exit code, when the command has ended. */
  readonly ended: () => Promise<number | null>;
  readonly screen: () => string;
}

/** Runs `totp-kit` on a pseudo-terminal of 100 columns, by `script` of util-linux. */
export function openPseudoTerminal(
  words: readonly string[],
  options: CommandOptions,
): PseudoTerminal {
  const command = [...commandWords, ...words].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['-qec', `stty cols 100 && ${command}`, '/dev/null'], {
    env: { ...commandEnvironment(options), PATH: process.env['PATH'], TERM: 'xterm-256color' },
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let screen = '';
  const watchers = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    for (const look of watchers) look();
  });
  const closed = once(child, 'close');
  return {
    waitFor: async (text) => {
      const shown = new Promise<void>((resolve) => {
        const look = (): void => {
          if (screen.includes(text)) resolve();
        };
        watchers.add(look);
        look();
      });
      await Promise.race([shown, closed]);
      if (!screen.includes(text)) throw new Error(`"${text}" did not come: ${screen}`);
      return screen;
    },
    type: (text) => child.stdin.write(text),
    ended: async () => {
      await closed;
      return child.exitCode;
    },
    screen: () => screen,
  };
}
