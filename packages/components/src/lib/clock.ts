/** The time and the timers of a flow or a client, as an argument, so that tests own them. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after a delay, unless the returned function is called first. */
  after(delayMs: number, callback: () => void): () => void;
}

/** Browsers fire a timer of more than 2^31 - 1 ms at once. */
const longestDelayMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, Math.min(delayMs, longestDelayMs));
    return () => clearTimeout(timer);
  },
};
