import { html, type PropertyDeclarations, type TemplateResult } from 'lit';
import { SetupConsumer } from '../../context.ts';
import { checkIcon, copyIcon } from '../../icons.ts';
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

  static override properties: PropertyDeclarations = {
    copying: { state: true },
  };

  private copying: 'idle' | 'copied' | 'failed' = 'idle';

  readonly #setup = new SetupConsumer(this);
  #cancelCopied: (() => void) | undefined;

  protected override updated(): void {
    this.showStates(...copyStates[this.copying]);
  }

  protected override render(): TemplateResult {
    const texts = this.language.in(keyEn);
    const groups = this.#key?.match(/.{1,4}/g) ?? [];
    const isCopied = this.copying === 'copied';
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
        ${isCopied ? texts.clearClipboard : this.copying === 'failed' ? texts.copyFailed : ''}
      </p>
    `;
  }

  get #key(): string | undefined {
    return this.#setup.enrollment?.key;
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

/** Letter by letter, because a screen reader would take a group for a word. */
function spell(group: string): string {
  return Array.from(group).join(' ');
}

const copyStates = { idle: [], copied: ['copied'], failed: ['copy-failed'] } as const;

declare global {
  interface HTMLElementTagNameMap {
    'totp-key': TotpKeyElement;
  }
}
