import type { LitElement, ReactiveController } from 'lit';

/** Whether a page has put a screen of its own into the element; renders the element again when that changes. */
export class OwnScreen implements ReactiveController {
  readonly #host: LitElement;
  readonly #observer: MutationObserver;

  constructor(host: LitElement) {
    this.#host = host;
    this.#observer = new MutationObserver(() => host.requestUpdate());
    host.addController(this);
  }

  /** White space and comments are no screen. */
  get exists(): boolean {
    return this.#host.childElementCount > 0 || this.#host.textContent.trim() !== '';
  }

  hostConnected(): void {
    this.#observer.observe(this.#host, { childList: true });
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }
}
