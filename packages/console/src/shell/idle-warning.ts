import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { controls, tokens } from '@totp-kit/components/console.js';
import type { PageContext } from '../logic/console-context.ts';
import { formatCountdown } from '../logic/formats.ts';
import { renderFault } from '../parts/texts.ts';
import { page } from '../styles/page.ts';
import { describeError } from '../words/errors.ts';
import { shellWords } from '../words/shell.ts';

/** Says that the session ends soon, and lets the person go on. Closing it is a sign of life, too. */
export class IdleWarningElement extends LitElement {
  static override styles = [tokens, controls, page];

  static override properties: PropertyDeclarations = {
    context: { attribute: false },
    endsAt: { attribute: false },
    fault: { state: true },
  };

  declare context: PageContext;
  /** Milliseconds since the epoch. */
  endsAt = 0;
  private fault: string | undefined;

  #cancelTick: () => void = () => {};

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#cancelTick();
  }

  protected override render(): TemplateResult {
    const secondsLeft = Math.max(0, Math.ceil((this.endsAt - this.context.clock.now()) / 1000));
    this.#cancelTick();
    if (secondsLeft > 0)
      this.#cancelTick = this.context.clock.after(1000, () => this.requestUpdate());
    return html`
      <console-dialog urgent heading=${shellWords.idleTitle} @dialog-close=${this.#stay}>
        <div class="stack">
          <p>${shellWords.idle} <span role="timer">${formatCountdown(secondsLeft)}</span>.</p>
          <div class="actions">
            ${renderFault(this.fault)}
            <button class="button" type="button" data-first @click=${this.#stay}>
              ${shellWords.stay}
            </button>
            <button
              class="button quiet"
              type="button"
              @click=${() => this.#attempt(() => this.context.keeper.signOut())}
            >
              ${shellWords.signOut}
            </button>
          </div>
        </div>
      </console-dialog>
    `;
  }

  readonly #stay = (): void => void this.#attempt(() => this.context.keeper.stay());

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.fault = describeError(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-idle-warning': IdleWarningElement;
  }
}
