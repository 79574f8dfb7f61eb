import {
  setupContext,
  type ContextAnswer,
  type ContextRequestEvent,
  type Setup,
  type SetupHost,
} from './context.ts';
import type { SetupFlow } from './flow/setup-flow.ts';

/** Gives a flow to the elements inside of its host. */
export class SetupProvider {
  readonly #host: SetupHost;
  readonly #answers = new Map<ContextAnswer, () => void>();
  #setup: Setup | undefined;

  constructor(host: SetupHost) {
    this.#host = host;
    host.addEventListener('context-request', (event) => this.#onRequest(event));
  }

  provide(flow: SetupFlow): void {
    this.#setup = { host: this.#host, flow };
    for (const [answer, unsubscribe] of [...this.#answers]) answer(this.#setup, unsubscribe);
  }

  #onRequest(event: ContextRequestEvent): void {
    if (event.context !== setupContext) return;
    event.stopPropagation();
    const { callback } = event;
    const unsubscribe = (): void => void this.#answers.delete(callback);
    this.#answers.set(callback, unsubscribe);
    callback(this.#setup, unsubscribe);
  }
}
