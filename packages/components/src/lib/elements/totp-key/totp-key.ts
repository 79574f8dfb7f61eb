import { html, type TemplateResult } from 'lit';
import { SetupConsumer } from '../../context.ts';
import { copyIcon, Copying } from '../../copying.ts';
import { checkIcon } from '../../icons.ts';
import { keyEn } from '../../messages/key-en.ts';
import { controls } from '../../styles/controls.ts';
import { tokens } from '../../styles/tokens.ts';
import { TotpElement } from '../../totp-element.ts';
import { totpKeyStyles } from './totp-key.styles.ts';

/** Long enough to read what to do next. */
const copiedForMs = 10_000;

/**
 * The key of the enrollment, for typing or copying into an authenticator app by hand: in groups of four, selectable,
 * with a copy button. A screen reader spells it. Place it inside `<totp-setup>`, in any layout.
 *
 * @summary The key of an enrollment, to enter by hand.
 *
 * @csspart key - The key itself.
 * @csspart copy - The copy button.
 * @csspart hint - What to do after copying.
 *
 * @cssstate copied - The key has just been copied.
 * @cssstate copy-failed - The browser refused to copy; the key is selected instead.
 */
export class TotpKeyElement extends TotpElement {
  static override styles = [tokens, controls, totpKeyStyles];

  readonly #setup = new SetupConsumer(this);
  readonly #copying = new Copying(this, copiedForMs);

  protected override updated(): void {
    this.showStates(...this.#copying.states);
  }

  protected override render(): TemplateResult {
    const texts = this.language.in(keyEn);
    const groups = this.#key?.match(/.{1,4}/g) ?? [];
    const { isCopied, hasFailed } = this.#copying;
    return html`
      <div class="row">
        <code class="key" part="key" dir="ltr" translate="no" aria-hidden="true"
          >${groups.join(' ')}</code
        >
        <span class="unseen">${`${texts.keyLabel}: ${groups.map(spell).join(', ')}`}</span>
        <button
          class="button quiet ${isCopied ? 'copied' : ''}"
          part="copy"
          type="button"
          @click=${this.#onCopy}
        >
          ${isCopied ? checkIcon : copyIcon}
          <span>${isCopied ? texts.copied : texts.copyKey}</span>
        </button>
      </div>
      <p class="hint" part="hint" role="status">
        ${isCopied ? texts.clearClipboard : hasFailed ? texts.copyFailed : ''}
      </p>
    `;
  }

  get #key(): string | undefined {
    return this.#setup.enrollment?.key;
  }

  readonly #onCopy = (): void => {
    const key = this.#key;
    if (key) void this.#copying.copy(key, '.key');
  };
}

/** Letter by letter, because a screen reader would take a group for a word. */
function spell(group: string): string {
  return Array.from(group).join(' ');
}

declare global {
  interface HTMLElementTagNameMap {
    'totp-key': TotpKeyElement;
  }
}
