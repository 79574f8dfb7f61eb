import type { ReactiveController } from 'lit';
import type { TotpElement } from '../../totp-element.ts';

/** `/` goes to the search field, wherever the focus is, unless somebody is writing or a dialog is open. */
export class SearchKey implements ReactiveController {
  readonly #host: TotpElement;

  constructor(host: TotpElement) {
    this.#host = host;
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.#onKeyDown);
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.#onKeyDown);
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    const [target] = event.composedPath();
    if (target instanceof Element && target.matches(writable)) return;
    const { renderRoot } = this.#host;
    if (event.defaultPrevented || document.querySelector('dialog:modal')) return;
    if (renderRoot.querySelector('dialog[open]')) return;
    const field = renderRoot.querySelector<HTMLInputElement>('#search');
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  };
}

const writable = 'input, textarea, select, [contenteditable]:not([contenteditable=false])';
