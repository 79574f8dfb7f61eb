import { DeadlineError } from './faults.ts';

export interface TurnsOptions {
  /** How many may use the database at once. */
  readonly most: number;
  /** How many may wait; who comes when so many do is refused at once. */
  readonly mostWaiting: number;
  /** How long an answer takes at most where the database gets nothing done. */
  readonly answerMs: number;
  /** It gets nothing done when nothing has succeeded for so long. */
  readonly stalledMs: number;
  /** How long a wait is at most, whatever it gets done. */
  readonly longestWaitMs: number;
}

/** A turn that was taken. */
export interface Turn {
  /** When the answer must be there, by the clock of `performance.now()`. */
  readonly answerBy: number;
  /** What to tell of an answer that is late. */
  readonly lateness: () => DeadlineError;
  /** Lets the next one in; once. */
  readonly end: (outcome: 'succeeded' | 'failed') => void;
}

interface Waiter {
  readonly askedAt: number;
  readonly begin: () => void;
}

/**
 * The queue for the connections, first come, first served. A burst is no fault: who waits goes on waiting while the
 * database gets work done. Where it hangs, or everybody waits for one lock, nobody waits for long.
 */
export class Turns {
  readonly #options: TurnsOptions;
  readonly #waiting = new Set<Waiter>();
  #taken = 0;
  #succeededAt = Number.NEGATIVE_INFINITY;

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /** Whether nothing has succeeded for a while. */
  get #isStalled(): boolean {
    return performance.now() - this.#succeededAt > this.#options.stalledMs;
  }

  /** @throws DeadlineError where the wait is too long */
  take(): Promise<Turn> {
    const askedAt = performance.now();
    if (this.#taken < this.#options.most) return Promise.resolve(this.#begin(askedAt));
    if (this.#waiting.size >= this.#options.mostWaiting) return Promise.reject(this.#lateness());
    return new Promise((resolve, reject) => {
      const { answerMs, stalledMs, longestWaitMs } = this.#options;
      const look = (): void => {
        if (!this.#isStalled && performance.now() - askedAt < longestWaitMs) {
          timer = setTimeout(look, stalledMs / 2);
          return;
        }
        this.#waiting.delete(waiter);
        reject(this.#lateness());
      };
      let timer = setTimeout(look, answerMs);
      const waiter: Waiter = {
        askedAt,
        begin: () => {
          clearTimeout(timer);
          resolve(this.#begin(askedAt));
        },
      };
      this.#waiting.add(waiter);
    });
  }

  #lateness(): DeadlineError {
    return new DeadlineError(this.#isStalled ? 'hanging' : 'overloaded');
  }

  #begin(askedAt: number): Turn {
    this.#taken += 1;
    const countsFrom = this.#isStalled ? askedAt : performance.now();
    return {
      lateness: () => this.#lateness(),
      answerBy: countsFrom + this.#options.answerMs,
      end: (outcome) => {
        this.#taken -= 1;
        if (outcome === 'succeeded') this.#succeededAt = performance.now();
        const [next] = this.#waiting;
        if (next === undefined) return;
        this.#waiting.delete(next);
        next.begin();
      },
    };
  }
}
