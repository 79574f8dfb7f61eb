import { html, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { readCode } from './digits.ts';

const cellIndexes = [0, 1, 2, 3, 4, 5] as const;

/** `open` takes digits, `checking` keeps them readable, `closed` has nothing to take them for yet. */
type CodeFieldState = 'open' | 'checking' | 'closed';

export interface CodeFieldListeners {
  readonly onEdit: () => void;
  /** Six digits are there, and nothing in what was typed or pasted had to be left out. */
  readonly onComplete: () => void;
}

/** The name of a message. */
export type CodeHint = 'codeDigitsOnly' | 'codeTooLong';

/**
 * The field of a code: one real input, so that paste, autofill and screen readers find what they know, under six
 * painted cells. It takes the digits of any script and gives six ASCII digits.
 */
export class CodeField implements ReactiveController {
  /** What was wrong with the last input, until the next. */
  hint: CodeHint | undefined;

  readonly #host: LitElement;
  readonly #listeners: CodeFieldListeners;
  #value = '';
  #selection: FieldSelection | undefined;

  constructor(host: LitElement, listeners: CodeFieldListeners) {
    this.#host = host;
    this.#listeners = listeners;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#selection = undefined;
  }

  get value(): string {
    return this.#value;
  }

  /** Shows these digits, as a browser does that comes back to a form. */
  async fill(text: string): Promise<void> {
    await this.#host.updateComplete;
    this.hint = undefined;
    this.#show(readCode(text).digits);
  }

  /** Selects all digits of a person who is at them, so that the next digit begins anew. */
  selectIfFocused(): void {
    if (this.#hasFocus) this.#input?.select();
    this.showSelection();
  }

  /** The label, the hint and the notice around it have the IDs `code`, `code-hint` and `code-notice`. */
  render(state: CodeFieldState, isInvalid: boolean): TemplateResult {
    return html`
      <div class="code ${state} ${isInvalid ? 'invalid' : ''}" part="code-field">
        <div class="cells" aria-hidden="true">
          ${cellIndexes.map((index) => this.#renderCell(index))}
        </div>
        <input
          id="code"
          class="digits"
          part="code-input"
          type="text"
          name="code"
          inputmode="numeric"
          autocomplete="one-time-code"
          enterkeyhint="go"
          required
          aria-invalid=${isInvalid}
          aria-describedby="code-hint code-notice"
          ?readonly=${state === 'checking'}
          ?disabled=${state === 'closed'}
          @input=${this.#onInput}
          @compositionend=${this.#readInput}
          @selectionchange=${this.showSelection}
          @keyup=${this.showSelection}
          @pointerup=${this.showSelection}
          @focus=${this.showSelection}
          @blur=${this.showSelection}
        />
      </div>
    `;
  }

  get #hasFocus(): boolean {
    return this.#input !== null && this.#host.shadowRoot?.activeElement === this.#input;
  }

  get #input(): HTMLInputElement | null {
    return this.#host.renderRoot.querySelector('input.digits');
  }

  #renderCell(index: number): TemplateResult {
    const digit = this.#value[index] ?? '';
    return html`<span class="cell ${this.#cellLook(index)}" part="cell">${digit}</span>`;
  }

  #cellLook(index: number): string {
    if (!this.#selection) return '';
    const { start, end } = this.#selection;
    if (start !== end) return index >= start && index < end ? 'active selected' : '';
    const lastCell = cellIndexes.length - 1;
    if (index !== Math.min(start, lastCell)) return '';
    if (index >= this.#value.length) return 'active caret';
    return start > lastCell ? 'active caret after' : 'active caret before';
  }

  readonly #onInput = (event: InputEvent): void => {
    // An input method that is still composing must not have its text taken away.
    if (!event.isComposing) this.#readInput();
  };

  readonly #readInput = (): void => {
    const input = this.#input;
    if (!input) return;
    const { digits, hadOthers, hadMore } = readCode(input.value);
    const hasChanged = digits !== this.#value;
    const before = readCode(input.value.slice(0, input.selectionStart ?? undefined)).digits.length;
    this.#show(digits);
    input.setSelectionRange(before, before);
    this.hint = hadOthers ? 'codeDigitsOnly' : hadMore && hasChanged ? 'codeTooLong' : undefined;
    this.showSelection();
    this.#listeners.onEdit();
    if (hasChanged && !this.hint && digits.length === cellIndexes.length) {
      this.#listeners.onComplete();
    }
  };

  /** Paints the caret and the selection of the input. */
  readonly showSelection = (): void => {
    const input = this.#input;
    const selection =
      input && this.#hasFocus && !input.readOnly
        ? { start: input.selectionStart ?? 0, end: input.selectionEnd ?? 0 }
        : undefined;
    this.#selection = selection;
    this.#host.requestUpdate();
  };

  #show(digits: string): void {
    this.#value = digits;
    if (this.#input && this.#input.value !== digits) this.#input.value = digits;
    this.#host.requestUpdate();
  }
}

interface FieldSelection {
  readonly start: number;
  readonly end: number;
}
