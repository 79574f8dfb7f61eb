import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { StepListener } from './flow/flow.ts';
import type { SetupFlow, SetupStep } from './flow/setup-flow.ts';
import { FollowFlow } from './follow-flow.ts';

/*
 * How the elements inside `<totp-setup>` find its flow, in any layout: they ask by an event that rises to it, and it
 * answers now and whenever it begins anew (https://github.com/webcomponents-cg/community-protocols, Context).
 */

const setupContext = 'totp-kit-setup';

type Answer = (flow: SetupFlow | undefined, unsubscribe: () => void) => void;

class ContextRequestEvent extends Event {
  readonly context: unknown = setupContext;
  readonly subscribe = true;
  readonly callback: Answer;

  constructor(callback: Answer) {
    super('context-request', { bubbles: true, composed: true });
    this.callback = callback;
  }
}

/** Gives a flow to the elements inside of its host. */
export class SetupProvider {
  readonly #answers = new Map<Answer, () => void>();
  #flow: SetupFlow | undefined;

  constructor(host: HTMLElement) {
    host.addEventListener('context-request', (event) => this.#onRequest(event));
  }

  provide(flow: SetupFlow): void {
    this.#flow = flow;
    for (const [answer, unsubscribe] of [...this.#answers]) answer(flow, unsubscribe);
  }

  #onRequest(event: ContextRequestEvent): void {
    if (event.context !== setupContext) return;
    event.stopPropagation();
    const { callback } = event;
    const unsubscribe = (): void => void this.#answers.delete(callback);
    this.#answers.set(callback, unsubscribe);
    callback(this.#flow, unsubscribe);
  }
}

/** Finds the flow of the `<totp-setup>` around its host, and renders the host again at each of its steps. */
export class SetupConsumer implements ReactiveController {
  readonly #host: HTMLElement;
  readonly #following: FollowFlow<SetupStep>;
  #flow: SetupFlow | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(host: HTMLElement & ReactiveControllerHost, onStep?: StepListener<SetupStep>) {
    this.#host = host;
    this.#following = new FollowFlow(host, onStep);
    host.addController(this);
  }

  get flow(): SetupFlow | undefined {
    return this.#flow;
  }

  get step(): SetupStep | undefined {
    return this.#flow?.step;
  }

  hostConnected(): void {
    this.#ask();
    // It may be defined later than its host.
    if (!this.#unsubscribe) void customElements.whenDefined('totp-setup').then(() => this.#ask());
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }

  #ask(): void {
    if (this.#unsubscribe || !this.#host.isConnected) return;
    this.#host.dispatchEvent(
      new ContextRequestEvent((flow, unsubscribe) => {
        this.#unsubscribe = unsubscribe;
        this.#take(flow);
      }),
    );
  }

  #take(flow: SetupFlow | undefined): void {
    this.#flow = flow;
    this.#following.follow(flow);
  }
}

declare global {
  interface HTMLElementEventMap {
    'context-request': ContextRequestEvent;
  }
}
