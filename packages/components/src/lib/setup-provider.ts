import { setupContext, type ContextAnswer, type Setup, type SetupHost } from './context.ts';
import type { SetupFlow } from './flow/setup-flow.ts';

/** Gives a flow to the elements inside of its host. */
export class SetupProvider {
  readonly #host: SetupHost;
  /** Who asked, and how they are rid of the answers. */
  readonly #answers = new Map<ContextAnswer, () => void>();
  #setup: Setup | undefined;

  constructor(host: SetupHost) {
    this.#host = host;
    host.addEventListener('context-request', (event) => {
      const { context, callback } = event;
      if (context !== setupContext) return;
      if (!this.#setup) return;
      event.stopPropagation();
      this.#answers.set(callback, () => this.#answers.delete(callback));
      this.#answer(callback);
    });
  }

  provide(flow: SetupFlow): void {
    this.#setup = { host: this.#host, flow };
    for (const callback of [...this.#answers.keys()]) this.#answer(callback);
    document.dispatchEvent(new Event(setupContext));
  }

  /** There is nothing more to come from here; somebody else may give. */
  withdraw(): void {
    this.#setup = undefined;
    for (const callback of [...this.#answers.keys()]) this.#answer(callback);
    this.#answers.clear();
  }

  #answer(callback: ContextAnswer): void {
    const unsubscribe = this.#answers.get(callback);
    if (unsubscribe) callback(this.#setup, unsubscribe);
  }
}
