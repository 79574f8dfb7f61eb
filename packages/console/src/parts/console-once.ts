import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { controls, tokens } from '@totp-kit/components/console.js';
import { shellWords } from '../words/shell.ts';

/** A secret that is shown once, with a button that copies it. It stands as text, in no attribute. */
export class ConsoleOnceElement extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      output {
        display: block;
        margin-block: 6px 10px;
        padding: 12px 14px;
        border: 1px solid var(--_line);
        border-radius: var(--_control-radius);
        background: var(--_soft);
        font-family: var(--_mono);
        font-size: 13px;
        overflow-wrap: anywhere;
        user-select: all;
      }

      .label {
        font-weight: 600;
      }
    `,
  ];

  static override properties: PropertyDeclarations = {
    label: {},
    secret: { attribute: false },
    outcome: { state: true },
  };

  label = '';
  secret = '';
  private outcome = '';

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('button')?.focus(options);
  }

  protected override render(): TemplateResult {
    return html`
      <span class="label" id="label">${this.label}</span>
      <output aria-labelledby="label" dir="ltr">${this.secret}</output>
      <button class="button" type="button" @click=${() => this.#copy()}>${shellWords.copy}</button>
      <span role="status">${this.outcome}</span>
    `;
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.secret);
      this.outcome = shellWords.copied;
    } catch {
      const shown = this.renderRoot.querySelector('output');
      if (shown) getSelection()?.selectAllChildren(shown);
      this.outcome = shellWords.copyFailed;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'console-once': ConsoleOnceElement;
  }
}
