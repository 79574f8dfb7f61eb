import { html, type LitElement, type TemplateResult } from 'lit';
import type { Language } from '../../language.ts';
import { recoveryEn } from '../../messages/recovery-en.ts';
import { renderNotice, valueOf, type Words } from '../../screen-parts.ts';

export interface RecoveryEntryView {
  /** What is wrong with it. */
  readonly words: Words | undefined;
  readonly isReadOnly: boolean;
  readonly onEdit: () => void;
}

interface RecoveryEntryHost extends LitElement {
  readonly language: Language;
}

/** The field of a recovery code, where the code's would be. */
export class RecoveryEntry {
  readonly #host: RecoveryEntryHost;
  #value = '';

  constructor(host: RecoveryEntryHost) {
    this.#host = host;
  }

  get value(): string {
    return this.#value;
  }

  get intro(): string {
    return this.#texts.recoveryEntryIntro;
  }

  /** The way back to the code of the authenticator app. */
  get otherWay(): string {
    return this.#texts.useAuthenticator;
  }

  /** What is said to a wrong one, and to one that may belong to somebody else. */
  refusal(asksLoginId: unknown): string {
    return asksLoginId ? this.#texts.recoveryAndLoginIdRefused : this.#texts.recoveryRefused;
  }

  clear(): void {
    this.#value = '';
    this.#host.requestUpdate();
  }

  render({ words, isReadOnly, onEdit }: RecoveryEntryView): TemplateResult {
    const texts = this.#texts;
    return html`
      <div class="field">
        <label part="label" for="recovery-code">${texts.recoveryEntryLabel}</label>
        <input
          id="recovery-code"
          part="recovery-code"
          type="text"
          name="recovery-code"
          autocomplete="off"
          autocapitalize="characters"
          autocorrect="off"
          spellcheck="false"
          dir="ltr"
          required
          .value=${this.#value}
          @input=${(event: InputEvent) => {
            this.#value = valueOf(event);
            // As a field of a form, it may be valid now.
            this.#host.requestUpdate();
            onEdit();
          }}
          ?readonly=${isReadOnly}
          aria-invalid=${words !== undefined}
          aria-describedby="recovery-hint recovery-notice"
        />
        <p class="hint" part="hint" id="recovery-hint">${texts.recoveryEntryHint}</p>
        ${renderNotice('recovery-notice', words)}
      </div>
    `;
  }

  get #texts(): typeof recoveryEn {
    return this.#host.language.in(recoveryEn);
  }
}
