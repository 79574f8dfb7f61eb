import { spellDuration } from './row-table.ts';

/** A row that runs, and what it last said of how far it is. */
interface RunningRow {
  readonly since: number;
  readonly said: string | undefined;
}

/**
 * Tells which rows of a full run begin, how far they are, and how long they took. Times are milliseconds of any clock
 * that only goes forward.
 */
export class RowProgress {
  readonly #write: (line: string) => void;
  readonly #running = new Map<string, RunningRow>();
  #files = { done: 0, of: 0 };
  #passed = 0;
  #failed = 0;

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  expectFiles(count: number): void {
    this.#files = { done: 0, of: count };
  }

  endFile(): void {
    this.#files = { ...this.#files, done: this.#files.done + 1 };
  }

  begin(title: string, now: number): void {
    this.#running.set(title, { since: now, said: undefined });
    this.#write(`${this.#sum()}  begun: ${title}`);
  }

  say(title: string, sentence: string): void {
    const row = this.#running.get(title);
    if (row === undefined) return;
    this.#running.set(title, { ...row, said: sentence });
    this.#write(`${this.#sum()}  ${sentence}: ${title}`);
  }

  end(title: string, { hasPassed, now }: { readonly hasPassed: boolean; readonly now: number }) {
    const since = this.#running.get(title)?.since ?? now;
    this.#running.delete(title);
    if (hasPassed) this.#passed += 1;
    else this.#failed += 1;
    const outcome = hasPassed ? 'passed' : 'FAILED';
    this.#write(`${this.#sum()}  ${outcome} after ${spellDuration(now - since)}: ${title}`);
  }

  /** What runs now, so that a long row does not look like one that hangs. */
  remind(now: number): void {
    for (const [title, { since, said }] of this.#running) {
      const far = said === undefined ? '' : `, ${said}`;
      this.#write(`${this.#sum()}  running for ${spellDuration(now - since)}${far}: ${title}`);
    }
  }

  #sum(): string {
    const { done, of } = this.#files;
    return `[${done} of ${of} files, rows: ${this.#passed} passed, ${this.#failed} failed]`;
  }
}
