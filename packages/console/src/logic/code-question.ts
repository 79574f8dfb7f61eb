/** The question for a code: open while somebody waits for its answer. */
export class CodeQuestion {
  readonly #listeners = new Set<() => void>();
  #answer: ((isConfirmed: boolean) => void) | undefined;

  get isOpen(): boolean {
    return this.#answer !== undefined;
  }

  /** Calls back after each change, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Asks, and waits for the answer. False: there will be no code. */
  ask(): Promise<boolean> {
    return new Promise((resolve) => {
      this.#enter(resolve);
    });
  }

  answer(answer: 'confirmed' | 'no'): void {
    const resolve = this.#answer;
    this.#enter(undefined);
    resolve?.(answer === 'confirmed');
  }

  #enter(answer: ((isConfirmed: boolean) => void) | undefined): void {
    this.#answer = answer;
    for (const listener of this.#listeners) listener();
  }
}
