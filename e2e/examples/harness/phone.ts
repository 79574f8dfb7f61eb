import { vi } from 'vitest';
import { readCode } from '../../harness/authenticator.ts';

const stepMs = 30_000;

/** No code is typed that is about to leave the window of one step either side. */
const marginMs = 5_000;

export interface PhoneClock {
  readonly read: () => number;
  /** Settles when it is so late. */
  readonly until: (time: number) => Promise<unknown>;
}

const systemClock: PhoneClock = {
  read: Date.now,
  until: (time) =>
    vi.waitUntil(() => Date.now() >= time, { timeout: time - Date.now() + stepMs, interval: 100 }),
};

/** An authenticator app whose person never types a code twice: each is of a later step, and waits for it if need be. */
export class Phone {
  readonly key: string;
  readonly #clock: PhoneClock;
  #lastStep = 0;

  constructor(key: string, clock = systemClock) {
    this.key = key;
    this.#clock = clock;
  }

  /** A code that was not read before and is good now. */
  async nextCode(): Promise<string> {
    const oldest = Math.floor((this.#clock.read() - stepMs + marginMs) / stepMs);
    const step = Math.max(oldest, this.#lastStep + 1);
    this.#lastStep = step;
    const goodFrom = (step - 1) * stepMs;
    if (goodFrom > this.#clock.read()) await this.#clock.until(goodFrom);
    return readCode(this.key, { stepsAhead: step - Math.floor(Date.now() / stepMs) });
  }
}
