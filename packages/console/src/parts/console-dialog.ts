import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { controls, tokens } from '@totp-kit/components/console.js';
import { shellWords } from '../words/shell.ts';

/** The person closed a dialog. */
export class DialogCloseEvent extends Event {
  constructor() {
    super('dialog-close');
  }
}

/** A modal dialog that is open as long as it is on the page. It asks to be taken away by `dialog-close`. */
export class ConsoleDialogElement extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      dialog {
        inline-size: min(560px, calc(100vw - 24px));
        max-block-size: calc(100vh - 24px);
        padding: 0;
        border: 1px solid var(--_line);
        border-radius: var(--_radius);
        background: light-dark(#fff, #1b1e24);
        color: inherit;
        box-shadow: 0 12px 40px rgb(0 0 0 / 0.25);
      }

      dialog::backdrop {
        background: rgb(0 0 0 / 0.45);
      }

      .inside {
        padding: 20px;
      }

      .top {
        display: flex;
        justify-content: space-between;
        align-items: start;
        gap: 12px;
        margin-block: -10px 2px;
      }

      .close {
        display: grid;
        flex: none;
        place-items: center;
        inline-size: 44px;
        block-size: 44px;
        margin: 0;
        margin-inline-end: -12px;
        padding: 0;
        border: 0;
        border-radius: var(--_control-radius);
        background: none;
        color: inherit;
        cursor: pointer;
      }

      .close:hover {
        background: var(--_soft);
      }

      .close:focus-visible {
        outline: 2px solid var(--_accent);
        outline-offset: -4px;
      }

      h2 {
        padding-block: 11px;
        font-size: 17px;
      }
    `,
  ];

  static override properties: PropertyDeclarations = {
    heading: {},
    urgent: { type: Boolean },
  };

  heading = '';
  /** Interrupts what the person does, so that screen readers read all of it at once. */
  urgent = false;

  #before: Element | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#before = deepActiveElement();
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
    void this.#focusField();
  }

  /** Where there is something to type or to copy, that is what the dialog is for. */
  async #focusField(): Promise<void> {
    const field = this.querySelector<HTMLElement>(
      'totp-verify, console-once, input:not([type=radio]), [data-first]',
    );
    if (field instanceof LitElement) await field.updateComplete;
    field?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Browsers give the focus back when a dialog closes, but not when it goes.
    if (this.#before instanceof HTMLElement && this.#before.isConnected) this.#before.focus();
  }

  protected override render(): TemplateResult {
    return html`
      <dialog
        role=${this.urgent ? 'alertdialog' : 'dialog'}
        aria-labelledby="heading"
        @cancel=${this.#onCancel}
        @close=${this.#leave}
      >
        <div class="inside">
          <div class="top">
            <h2 id="heading">${this.heading}</h2>
            <button
              class="close"
              type="button"
              aria-label=${shellWords.close}
              title=${shellWords.close}
              @click=${this.#leave}
            >
              <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
                <path d="m5 5 10 10M15 5 5 15" />
              </svg>
            </button>
          </div>
          <slot></slot>
        </div>
      </dialog>
    `;
  }

  /** It goes when it is taken away, and not before. */
  readonly #onCancel = (event: Event): void => {
    event.preventDefault();
    this.#leave();
  };

  readonly #leave = (): void => {
    this.dispatchEvent(new DialogCloseEvent());
  };
}

function deepActiveElement(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

declare global {
  interface HTMLElementTagNameMap {
    'console-dialog': ConsoleDialogElement;
  }
  interface HTMLElementEventMap {
    'dialog-close': DialogCloseEvent;
  }
}
