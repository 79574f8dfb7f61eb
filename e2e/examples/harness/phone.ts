import { vi } from 'vitest';
import { readCode } from '../../harness/authenticator.ts';

const stepMs = 30_000;

/** No code is typed that is about to leave the window of one step either side. */
const marginMs = 5_000;

/** An authenticator app whose person never types a code twice: each is of a later step, and waits for it if need be. */
export class Phone {
  readonly key: string;
  #lastStep = 0;

  constructor(key: string) {
    this.key = key;
  }

  /** A code that was not read before and is good now. */
  async nextCode(): Promise<string> {
    const oldest = Math.floor((Date.now() - stepMs + marginMs) / stepMs);
    const step = Math.max(oldest, this.#lastStep + 1);
    this.#lastStep = step;
    const untilGood = (step - 1) * stepMs - Date.now();
    if (untilGood > 0) {
      await vi.waitUntil(() => Date.now() >= (step - 1) * stepMs, {
        timeout: untilGood + stepMs,
        interval: 100,
      });
    }
    return readCode(this.key, { stepsAhead: step - Math.floor(Date.now() / stepMs) });
  }
}
