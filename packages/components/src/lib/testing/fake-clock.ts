import type { Clock } from '../clock.ts';

interface Timer {
  readonly time: number;
  readonly callback: () => void;
}

/** A clock that stands still until it is told to go. */
export class FakeClock implements Clock {
  #now = Date.parse('2026-03-01T12:00:00Z');
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#now;
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { time: this.#now + delayMs, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Lets time pass, and everything that is due happen in its order. */
  pass(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (let timer = this.#nextUntil(end); timer; timer = this.#nextUntil(end)) {
      this.#timers.delete(timer);
      this.#now = timer.time;
      timer.callback();
    }
    this.#now = end;
  }

  /** The time a number of milliseconds from now, as the server writes times. */
  isoIn(milliseconds: number): string {
    return new Date(this.#now + milliseconds).toISOString();
  }

  #nextUntil(end: number): Timer | undefined {
    return [...this.#timers]
      .filter(({ time }) => time <= end)
      .sort((one, other) => one.time - other.time)[0];
  }
}
