import { identityOf } from './identity.ts';
import type { SessionKeeper } from './session-keeper.ts';

/**
 * The question for a code: open while somebody waits for its answer. It is for who is signed in when it is asked; when
 * they no longer are, the answer is no.
 */
export class CodeQuestion {
  readonly #keeper: Pick<SessionKeeper, 'who' | 'subscribe'>;
  readonly #listeners = new Set<() => void>();
  #asked: string | undefined;
  #answer: ((isConfirmed: boolean) => void) | undefined;

  constructor(keeper: Pick<SessionKeeper, 'who' | 'subscribe'>) {
    this.#keeper = keeper;
    keeper.subscribe(() => {
      if (this.isOpen && identityOf(keeper.who) !== this.#asked) this.answer('no');
    });
  }

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
    this.#asked = identityOf(this.#keeper.who);
    if (this.#asked === undefined) return Promise.resolve(false);
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
