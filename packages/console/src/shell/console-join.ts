import type { TotpError } from '@totp-kit/protocol/errors';
import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { controls, tokens } from '@totp-kit/components/console.js';
import type { PageContext } from '../logic/console-context.ts';
import type { InvitationLink } from '../logic/take-invitation.ts';
import { page } from '../styles/page.ts';
import { joinWords as words } from '../words/join.ts';

/** The invitation was used, and the recovery codes are saved. */
export class JoinedEvent extends Event {
  constructor() {
    super('console-joined', { bubbles: true, composed: true });
  }
}

/** What the link of an invitation opens. */
export class ConsoleJoinElement extends LitElement {
  static override styles = [
    tokens,
    controls,
    page,
    css`
      :host {
        max-inline-size: 760px;
        margin: 0 auto;
        padding: 24px 16px;
      }

      h1 {
        margin: 0 0 8px;
        font-size: 22px;
        font-weight: 650;
      }

      h1:focus {
        outline: none;
      }

      totp-setup {
        --totp-padding: 0;
        margin-block-start: 24px;
      }

      totp-setup::part(screen) {
        margin-inline: 0;
      }
    `,
  ];

  static override properties: PropertyDeclarations = {
    context: { attribute: false },
    link: { attribute: false },
    isSpent: { state: true },
  };

  declare context: PageContext;
  /** What the link said. */
  link: InvitationLink | undefined;
  private isSpent = false;

  protected override render(): TemplateResult {
    if (!this.link) return this.#renderEnd(words.missingTitle, [words.missing]);
    const isFirst = this.link.kind === 'first';
    if (this.isSpent) {
      const help = isFirst ? words.firstHelp : words.invitationHelp;
      return this.#renderEnd(words.spentTitle, [words.spent, help]);
    }
    const { server, signIn } = this.context;
    return html`
      <h1 tabindex="-1">${isFirst ? words.firstTitle : words.invitationTitle}</h1>
      <p class="intro">${isFirst ? words.first : words.invitation}</p>
      <totp-setup
        action=${isFirst ? 'sign-up' : 'update-user'}
        lang="en"
        server=${server}
        .client=${signIn}
        .ticket=${this.link.ticket}
        @totp-success=${() => this.dispatchEvent(new JoinedEvent())}
        @totp-error=${this.#onError}
      ></totp-setup>
    `;
  }

  #renderEnd(title: string, sentences: readonly string[]): TemplateResult {
    return html`
      <h1 tabindex="-1">${title}</h1>
      ${sentences.map((sentence) => html`<p class="intro">${sentence}</p>`)}
      <p><a class="link" href="/console">${words.toSignIn}</a></p>
    `;
  }

  readonly #onError = ({ error }: { error: TotpError }): void => {
    if (error.code === 'ticket_invalid') this.isSpent = true;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'console-join': ConsoleJoinElement;
  }
  interface HTMLElementEventMap {
    'console-joined': JoinedEvent;
  }
}
