import type { TotpError } from '@totp-kit/protocol/errors';
import type { ConsoleSession } from '@totp-kit/protocol';
import {
  css,
  html,
  LitElement,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { controls, tokens } from '@totp-kit/components/console.js';
import type { PageContext } from '../logic/console-context.ts';
import type { InvitationLink } from '../logic/take-invitation.ts';
import type { SessionState } from '../logic/session-keeper.ts';
import { renderFault, renderText } from '../parts/texts.ts';
import { page } from '../styles/page.ts';
import { describeError } from '../words/errors.ts';
import { joinWords as words } from '../words/join.ts';
import { shellWords } from '../words/shell.ts';

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
    state: { attribute: false },
    isSpent: { state: true },
    fault: { state: true },
  };

  declare context: PageContext;
  /** What the link said. */
  link: InvitationLink | undefined;
  /** Who is signed in so far. */
  state: SessionState = { name: 'loading' };
  private isSpent = false;
  private fault: string | undefined;
  /** Whoever signs in elsewhere from then on takes nothing away, recovery codes least of all. */
  #hasBegun = false;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('link')) {
      this.isSpent = false;
      this.fault = undefined;
      this.#hasBegun = false;
    }
    if (this.state.name === 'signed-out') this.#hasBegun = true;
  }

  protected override render(): TemplateResult {
    if (!this.link) return this.#renderEnd(words.missingTitle, [words.missing]);
    const { link, state } = this;
    const isFirst = link.kind === 'first';
    if (this.isSpent) {
      const help = isFirst ? words.firstHelp : words.invitationHelp;
      return this.#renderEnd(words.spentTitle, [words.spent, help]);
    }
    if (this.#hasBegun) return html`${keyed(link, this.#renderSetup(link))}`;
    if (state.name === 'signed-in') return this.#renderQuestion(state.who);
    return html`<p class="muted">${shellWords.loading}</p>`;
  }

  #renderSetup({ kind, ticket }: InvitationLink): TemplateResult {
    const { server, signIn } = this.context;
    const isFirst = kind === 'first';
    return html`
      <h1 tabindex="-1">${isFirst ? words.firstTitle : words.invitationTitle}</h1>
      <p class="intro">${isFirst ? words.first : words.invitation}</p>
      <totp-setup
        action=${isFirst ? 'sign-up' : 'update-user'}
        lang="en"
        server=${server}
        .client=${signIn}
        .ticket=${ticket}
        @totp-success=${() => this.dispatchEvent(new JoinedEvent())}
        @totp-error=${this.#onError}
      ></totp-setup>
    `;
  }

  #renderQuestion({ user }: ConsoleSession): TemplateResult {
    return html`
      <h1 tabindex="-1">${words.signedInTitle}</h1>
      <p class="intro">${words.signedIn} ${renderText(user.loginId)}. ${words.signsOut}</p>
      ${renderFault(this.fault)}
      <p>
        <button class="button" type="button" @click=${() => this.#signOut()}>
          ${words.signOutAndGoOn}
        </button>
      </p>
      <p><a class="link" href=${this.context.paths.home}>${words.toConsole}</a></p>
    `;
  }

  #renderEnd(title: string, sentences: readonly string[]): TemplateResult {
    return html`
      <h1 tabindex="-1">${title}</h1>
      ${sentences.map((sentence) => html`<p class="intro">${sentence}</p>`)}
      <p><a class="link" href=${this.context.paths.home}>${words.toSignIn}</a></p>
    `;
  }

  async #signOut(): Promise<void> {
    this.fault = undefined;
    try {
      await this.context.keeper.signOut();
    } catch (error) {
      this.fault = describeError(error);
    }
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
