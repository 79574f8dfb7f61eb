/** A clock that moves only when a test says so. It starts at the beginning of a time step. */
export class TestClock {
  #now = Date.parse('2026-03-01T12:00:00Z');

  readonly read = (): number => this.#now;

  advance(time: {
    readonly seconds?: number;
    readonly steps?: number;
    readonly ms?: number;
  }): void {
    const { seconds = 0, steps = 0, ms = 0 } = time;
    this.#now += seconds * 1000 + steps * 30_000 + ms;
  }
}
