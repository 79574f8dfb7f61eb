import type { Clock } from '../clock.ts';
import type { TotpClient } from '../client/totp-client.ts';

export type StepListener<Step> = (step: Step, previous: Step) => void;

/** Whom a flow asks: a client, or how to come by one. */
export type ClientSource = TotpClient | (() => Promise<TotpClient>);

/** A flow is in one step at a time and says so when that changes. It knows nothing of documents or elements. */
export abstract class Flow<Step extends { readonly name: string }> {
  #step: Step;
  readonly #listeners = new Set<StepListener<Step>>();

  protected constructor(first: Step) {
    this.#step = first;
  }

  /** Where it is now. */
  get step(): Step {
    return this.#step;
  }

  /** Calls back after every change of step, until the returned function is called. */
  subscribe(listener: StepListener<Step>): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  protected enter(step: Step): void {
    const previous = this.#step;
    this.#step = step;
    for (const listener of [...this.#listeners]) listener(step, previous);
  }

  /** Goes to another step when the waiting time of this one is over, unless the person has gone elsewhere. */
  protected endWaiting(clock: Clock, retryAt: number | undefined, next: Step): void {
    if (retryAt === undefined) return;
    clock.after(retryAt - clock.now(), () => {
      const { step } = this;
      if ('retryAt' in step && step.retryAt === retryAt) this.enter(next);
    });
  }
}

export async function connect(source: ClientSource): Promise<TotpClient> {
  return typeof source === 'function' ? source() : source;
}
