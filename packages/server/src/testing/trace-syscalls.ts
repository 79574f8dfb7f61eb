import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

/** What a running process asks of the system, seen and, if wished, falsified from outside. */
export interface SyscallTrace {
  /** One line a call that has ended, with the path of the file (`strace -y`). */
  readonly lines: () => readonly string[];
  /** Lets the process go. */
  readonly stop: () => Promise<void>;
}

/** @param expressions those of `strace -e`, such as `trace=fdatasync` or `inject=fdatasync:error=EIO` */
export async function traceSyscalls(
  pid: number,
  expressions: readonly string[],
): Promise<SyscallTrace> {
  const log = join(temporaryFolder(), 'syscalls');
  const chosen = expressions.flatMap((expression) => ['-e', expression]);
  const strace = spawn('strace', ['-f', '-y', '-p', String(pid), '-o', log, ...chosen], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stop = async (): Promise<void> => {
    if (strace.exitCode !== null || strace.signalCode !== null) return;
    const ended = once(strace, 'exit');
    strace.kill('SIGINT');
    await ended;
  };
  onTestFinished(stop);
  let said = '';
  strace.stderr.setEncoding('utf8');
  await new Promise<void>((resolve, reject) => {
    strace.stderr.on('data', (text: string) => {
      said += text;
      if (said.includes('attached')) resolve();
    });
    strace.once('error', reject);
    strace.once('exit', () => {
      reject(new Error(`strace ended: ${said}`));
    });
  });
  return { lines: () => readFileSync(log, 'utf8').split('\n').filter(Boolean), stop };
}
