import type { LitElement, ReactiveController } from 'lit';

/** Gives the focus back to the element when what had it goes away in an update, such as a button of the selection bar. */
export class FocusKeeper implements ReactiveController {
  readonly #host: LitElement;
  #focused: Element | null = null;

  constructor(host: LitElement) {
    this.#host = host;
  }

  hostUpdate(): void {
    const { shadowRoot } = this.#host;
    this.#focused = shadowRoot?.activeElement ?? null;
  }

  hostUpdated(): void {
    const isGone = this.#focused?.isConnected === false;
    if (isGone && document.activeElement === document.body) this.#host.focus();
    this.#focused = null;
  }
}
