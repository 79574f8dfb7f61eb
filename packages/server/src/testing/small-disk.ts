import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

/** A small disk that only some processes see: a tmpfs in a mount namespace of its own, for which nobody has to be root. */
export interface SmallDisk {
  /** Where the processes that are launched there see it. */
  readonly folder: string;
  /** Where this process sees the same. */
  readonly outside: string;
  /** Words before those of a program, which then runs there. */
  readonly launcher: readonly string[];
  /** @param options those of `mount -o`, such as `remount,ro` */
  readonly mount: (options: string) => void;
}

export async function mountSmallDisk(size: string): Promise<SmallDisk> {
  const folder = temporaryFolder();
  const isRoot = process.getuid?.() === 0;
  const script = 'mount -t tmpfs -o "size=$1" none "$2" && echo mounted && exec sleep 3600';
  const holder = spawn('unshare', [isRoot ? '-m' : '-rm', 'sh', '-c', script, 'sh', size, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    const ended = once(holder, 'exit');
    holder.kill('SIGKILL');
    await ended;
  });
  await once(holder.stdout, 'data');
  const pid = String(holder.pid);
  const own = isRoot ? ['-m'] : ['-U', '-m', '--preserve-credentials'];
  const launcher = ['nsenter', '-t', pid, ...own];
  return {
    folder,
    outside: join('/proc', pid, 'root', folder),
    launcher,
    mount: (options) => {
      const words = ['-t', pid, ...own, 'mount', '-o', options, folder];
      const { status, stderr } = spawnSync('nsenter', words, { encoding: 'utf8' });
      if (status !== 0) throw new Error(`mount -o ${options}: ${stderr}`);
    },
  };
}
