import type { Clock } from '../../core/clock.ts';
import type { Terminal } from '../terminal.ts';

/** Where nobody looks on, a line this often is enough. */
const linesEveryMs = 5000;
const redrawEveryMs = 100;

/** How far long work is, on the standard error: one line that changes on a screen, a line now and then elsewhere. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #what: string;
  readonly #total: number | undefined;
  readonly #clock: Clock;
  #saidAt: number;
  #isLineOpen = false;

  /** @param work.total how many there will be, where that is known */
  constructor(
    work: { readonly what: string; readonly total?: number },
    terminal: Terminal,
    clock: Clock = Date.now,
  ) {
    this.#terminal = terminal;
    this.#what = work.what;
    this.#total = work.total;
    this.#clock = clock;
    this.#saidAt = clock();
  }

  /** Says how many are done, unless that was said a moment ago or the results on the screen show it. */
  report(count: number): void {
    const { isScreen, showsProgress, err } = this.#terminal;
    const now = this.#clock();
    if (isScreen || now - this.#saidAt < (showsProgress ? redrawEveryMs : linesEveryMs)) return;
    this.#saidAt = now;
    const line = `${this.#what}: ${count}${this.#total === undefined ? '' : ` of ${this.#total}`}`;
    err.write(showsProgress ? `\r${line}` : `${line}\n`);
    this.#isLineOpen = showsProgress;
  }

  end(): void {
    if (this.#isLineOpen) this.#terminal.err.write('\r\u001b[K');
    this.#isLineOpen = false;
  }
}
