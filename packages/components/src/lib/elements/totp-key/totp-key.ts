import { html, LitElement, type TemplateResult } from 'lit';
import { systemClock, type Clock } from '../../clock.ts';
import { SetupConsumer } from '../../context.ts';
import { enrollmentOf } from '../../enrollment-of.ts';
import { copyIcon } from '../../enrollment-icons.ts';
import { checkIcon } from '../../icons.ts';
import { enrollmentMessages } from '../../messages/enrollment-messages.ts';
import { showStates } from '../../show-states.ts';
import { controls } from '../../styles/controls.ts';
import { enrollmentControls } from '../../styles/enrollment-controls.ts';
import { tokens } from '../../styles/tokens.ts';
import { totpKeyStyles } from './totp-key.styles.ts';

const copiedForMs = 2_500;

/**
 * The key of the enrollment, for typing or copying into an authenticator app by hand: in groups of four, selectable,
 * with a copy button. Place it inside `<totp-setup>`, in any layout.
 *
 * @summary The key of an enrollment, to enter by hand.
 *
 * @csspart key - The key itself.
 * @csspart copy - The copy button.
 *
 * @cssstate copied - The key has just been copied.
 * @cssstate copy-failed - The browser refused to copy; the key is selected instead.
 */
export class TotpKeyElement extends LitElement {
  static override styles = [tokens, controls, enrollmentControls, totpKeyStyles];

  static override properties = {
    copying: { state: true },
  };

  /** @internal Tests set the time themselves. */
  clock: Clock = systemClock;

  private copying: 'idle' | 'copied' | 'failed' = 'idle';

  readonly #internals = this.attachInternals();
  readonly #setup = new SetupConsumer(this);
  #cancelCopied: (() => void) | undefined;

  protected override updated(): void {
    showStates(this.#internals, copyStates[this.copying]);
  }

  protected override render(): TemplateResult {
    const groups = this.#key?.match(/.{1,4}/g)?.join(' ') ?? '';
    const isCopied = this.copying === 'copied';
    return html`
      <div class="row">
        <code class="key" part="key" dir="ltr" translate="no">${groups}</code>
        <button
          class="button quiet ${isCopied ? 'copied' : ''}"
          part="copy"
          type="button"
          @click=${this.#onCopy}
        >
          ${isCopied ? checkIcon : copyIcon}
          <span>${isCopied ? enrollmentMessages.copied : enrollmentMessages.copyKey}</span>
        </button>
      </div>
      <p class="hint" role="status">
        ${this.copying === 'failed' ? enrollmentMessages.copyFailed : ''}
      </p>
    `;
  }

  get #key(): string | undefined {
    return enrollmentOf(this.#setup.step)?.key;
  }

  readonly #onCopy = async (): Promise<void> => {
    const key = this.#key;
    if (!key) return;
    try {
      await navigator.clipboard.writeText(key);
      this.copying = 'copied';
    } catch {
      // Without permission, or on a page that is not served securely, the person copies it themselves.
      this.#selectKey();
      this.copying = 'failed';
    }
    this.#cancelCopied?.();
    this.#cancelCopied = this.clock.after(copiedForMs, () => {
      if (this.copying === 'copied') this.copying = 'idle';
    });
  };

  #selectKey(): void {
    const keyText = this.renderRoot.querySelector('.key');
    if (keyText) getSelection()?.selectAllChildren(keyText);
  }
}

const copyStates = { idle: [], copied: ['copied'], failed: ['copy-failed'] } as const;

declare global {
  interface HTMLElementTagNameMap {
    'totp-key': TotpKeyElement;
  }
}
