import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// Loaded before a server that is measured (`node --import`): answers what the process has used so far.

/** What a process has used, as it says itself. */
export interface Usage {
  /** User and system time of all its threads. */
  readonly cpuMicroseconds: number;
  /** As the operating system counts it, before anything was cleaned up for this question. */
  readonly rssBytes: number;
  /** What is still needed of the heap, after collecting garbage; only asked for by `memory`. */
  readonly heapBytes: number | undefined;
}

export type Question = 'time' | 'memory';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

process.on('message', (question: Question) => {
  const { user, system } = process.cpuUsage();
  const rssBytes = process.memoryUsage.rss();
  if (question === 'memory') collectGarbage();
  const heapBytes = question === 'memory' ? process.memoryUsage().heapUsed : undefined;
  const usage: Usage = { cpuMicroseconds: user + system, rssBytes, heapBytes };
  process.send?.(usage);
});
// Nobody is left to measure for.
process.on('disconnect', () => process.exit(1));
