import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Workshop } from '../workshop.ts';

const stepMs = 30_000;

/** The clock of the processes that are started with its settings: the system's, moved ahead by hand. */
export class TestClock {
  /** For the environment of those processes. */
  readonly settings: Readonly<Record<string, string>>;
  readonly #file: string;
  #aheadMs = 0;

  private constructor(file: string) {
    this.#file = file;
    const preload = path.join(import.meta.dirname, 'moved-clock.mjs');
    this.settings = { MOVED_CLOCK: file, NODE_OPTIONS: `--import=${preload}` };
  }

  static async create({ folder }: Workshop): Promise<TestClock> {
    const clock = new TestClock(path.join(await mkdtemp(path.join(folder, 'clock-')), 'ahead'));
    await clock.advance({ ms: 0 });
    return clock;
  }

  readonly read = (): number => Date.now() + this.#aheadMs;

  /** Goes on to a time, unless it is later. */
  readonly until = (time: number): Promise<void> =>
    this.advance({ ms: Math.max(0, time - this.read()) });

  async advance({ ms = 0, steps = 0 }: { ms?: number; steps?: number }): Promise<void> {
    this.#aheadMs += ms + steps * stepMs;
    await writeFile(this.#file, String(this.#aheadMs));
  }
}
