import type { TotpError } from '@totp-kit/protocol/errors';
import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { controls, tokens } from '@totp-kit/components/console.js';
import type { PageContext } from '../logic/console-context.ts';
import { renderMessage } from '../parts/texts.ts';
import { page } from '../styles/page.ts';
import { shellWords } from '../words/shell.ts';
import { signInWords as words } from '../words/sign-in.ts';
import { describeError } from '../words/errors.ts';

/** The sign-in, or why there is none. */
export class ConsoleSignInElement extends LitElement {
  static override styles = [
    tokens,
    controls,
    page,
    css`
      :host {
        max-inline-size: 420px;
        margin: 0 auto;
        padding: 32px 16px;
      }

      totp-verify {
        --totp-padding: 0;
      }

      details {
        margin-block-start: 16px;
        font-size: 13px;
      }

      summary {
        inline-size: fit-content;
        border-radius: 4px;
        color: var(--_accent);
        cursor: pointer;
      }

      @media (pointer: coarse) {
        details {
          margin-block-start: 4px;
        }

        summary {
          min-block-size: 44px;
          align-content: center;
        }
      }

      pre {
        margin: 8px 0;
        padding: 10px 12px;
        border-radius: 8px;
        background: var(--_soft);
        font-family: var(--_mono);
      }

      h1 {
        margin: 0 0 12px;
        font-size: 22px;
        font-weight: 650;
      }

      .product {
        margin: 0 0 4px;
        color: var(--_muted);
        font-size: 13px;
        font-weight: 400;
      }
    `,
  ];

  static override properties: PropertyDeclarations = {
    context: { attribute: false },
    issuer: {},
    why: {},
    error: { attribute: false },
  };

  declare context: PageContext;
  issuer = '';
  /** Why somebody has to sign in, if not for the first time. */
  why: string | undefined;
  /** Why nobody can. */
  error: TotpError | undefined;

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('totp-verify, h1[tabindex]')?.focus(options);
  }

  protected override render(): TemplateResult {
    const product = html`<bdi>${this.issuer}</bdi> ${shellWords.product}`;
    return this.error
      ? html`<p class="product">${product}</p>
          ${this.#renderError(this.error)}`
      : html`<h1 class="product">${product}</h1>
          ${this.#renderSignIn()}`;
  }

  #renderSignIn(): TemplateResult {
    const { server, signIn } = this.context;
    return html`
      ${renderMessage(this.why)}
      <totp-verify
        action="sign-in"
        lang="en"
        server=${server}
        .client=${signIn}
        @totp-success=${this.#onSuccess}
      ></totp-verify>
      <details>
        <summary>${words.noAdministrator}</summary>
        <p>${words.addFirst}</p>
        <pre><code>${words.command}</code></pre>
        <p>${words.oneTimeLink}</p>
      </details>
      <details>
        <summary>${words.lost}</summary>
        <p>${words.lostHelp}</p>
      </details>
    `;
  }

  #renderError(error: TotpError): TemplateResult {
    const isElsewhere = error.code === 'forbidden';
    const isAway = error.code === 'server_unreachable' || error.code === 'server_timeout';
    return html`
      <h1 tabindex="-1">
        ${isElsewhere ? words.elsewhereTitle : isAway ? words.unreachableTitle : words.failedTitle}
      </h1>
      <p class="message fault" role="alert">${describeError(error)}</p>
      <button class="button" type="button" @click=${() => this.context.keeper.start()}>
        ${shellWords.tryAgain}
      </button>
    `;
  }

  readonly #onSuccess = (): void => void this.context.keeper.start();
}

declare global {
  interface HTMLElementTagNameMap {
    'console-sign-in': ConsoleSignInElement;
  }
}
