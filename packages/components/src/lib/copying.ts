import { svg } from 'lit';
import { icon } from './icons.ts';
import type { TotpElement } from './totp-element.ts';

export const copyIcon = icon(
  svg`<rect x="7" y="7" width="9.5" height="9.5" rx="2.2"/><path d="M13 7V5.7a2.2 2.2 0 0 0-2.2-2.2H5.7a2.2 2.2 0 0 0-2.2 2.2v5.1A2.2 2.2 0 0 0 5.7 13H7"/>`,
);

/** Copies what an element shows to the clipboard, and says for a while that it has. */
export class Copying {
  readonly #host: TotpElement;
  readonly #copiedForMs: number;
  #state: 'idle' | 'copied' | 'failed' = 'idle';
  #cancelCopied: (() => void) | undefined;

  constructor(host: TotpElement, copiedForMs: number) {
    this.#host = host;
    this.#copiedForMs = copiedForMs;
  }

  get isCopied(): boolean {
    return this.#state === 'copied';
  }

  /** What is shown is selected instead, for the person to copy. */
  get hasFailed(): boolean {
    return this.#state === 'failed';
  }

  /** The custom states of the element. */
  get states(): readonly string[] {
    return { idle: [], copied: ['copied'], failed: ['copy-failed'] }[this.#state];
  }

  async copy(text: string, place: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.#state = 'copied';
    } catch {
      // Without permission, or on a page that is not served securely, the person copies it themselves.
      const shown = this.#host.renderRoot.querySelector(place);
      if (shown) getSelection()?.selectAllChildren(shown);
      this.#state = 'failed';
    }
    this.#host.requestUpdate();
    this.#cancelCopied?.();
    this.#cancelCopied = this.#host.clock.after(this.#copiedForMs, () => {
      if (this.isCopied) this.#state = 'idle';
      this.#host.requestUpdate();
    });
  }
}
