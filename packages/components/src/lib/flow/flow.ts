export type StepListener<Step> = (step: Step, previous: Step) => void;

/** A flow is in one step at a time and says so when that changes. It knows nothing of documents or elements. */
export abstract class Flow<Step> {
  #step: Step;
  readonly #listeners = new Set<StepListener<Step>>();

  protected constructor(first: Step) {
    this.#step = first;
  }

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
}
