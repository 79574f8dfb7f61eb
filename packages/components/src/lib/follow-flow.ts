import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Flow, StepListener } from './flow/flow.ts';

/** Renders its host again at every step of a flow, for as long as the host is in a document. */
export class FollowFlow<Step extends { readonly name: string }> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #onStep: StepListener<Step> | undefined;
  #flow: Flow<Step> | undefined;
  #unsubscribe: (() => void) | undefined;
  #isConnected = false;

  constructor(host: ReactiveControllerHost, onStep?: StepListener<Step>) {
    this.#host = host;
    this.#onStep = onStep;
    host.addController(this);
  }

  /** Follows this flow and no other. */
  follow(flow: Flow<Step> | undefined): void {
    if (flow === this.#flow) return;
    this.#flow = flow;
    if (this.#isConnected) this.hostConnected();
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.#unsubscribe?.();
    this.#unsubscribe = this.#flow?.subscribe((step, previous) => {
      this.#host.requestUpdate();
      this.#onStep?.(step, previous);
    });
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#unsubscribe?.();
  }
}
