import type { ConsoleSession } from '@totp-kit/protocol';
import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { controls, tokens } from '@totp-kit/components/console.js';
import type { CodeQuestion } from '../logic/code-question.ts';
import { TotpUsersElement } from '@totp-kit/components/totp-users.js';
import type { ConsoleContext, PageContext } from '../logic/console-context.ts';
import { maySee, viewsOf, type Route } from '../logic/routes.ts';
import { takeInvitation, type InvitationLink } from '../logic/take-invitation.ts';
import { ConsoleView } from '../parts/console-view.ts';
import { renderFault, renderText } from '../parts/texts.ts';
import { page } from '../styles/page.ts';
import { describeError } from '../words/errors.ts';
import { joinWords } from '../words/join.ts';
import { roleNames, shellWords as words, viewTitles } from '../words/shell.ts';
import { signInWords } from '../words/sign-in.ts';

import { shellStyles } from './console-shell.styles.ts';
import { renderView } from './views.ts';

interface Viewer {
  readonly who: ConsoleSession;
  readonly context: ConsoleContext;
}

/** The frame of every page: header, navigation, the view of the path, and what lies over it. */
export class ConsoleShellElement extends LitElement {
  static override styles = [tokens, controls, page, shellStyles];

  static override properties: PropertyDeclarations = {
    context: { attribute: false },
    question: { attribute: false },
    issuer: {},
    link: { attribute: false },
    route: { state: true },
    fault: { state: true },
  };

  /** Set before the shell is on the page, like `question`. */
  declare context: PageContext;
  /** The question for a code, which any request may lead to. */
  declare question: CodeQuestion;
  issuer = '';
  /** The invitation of the link that opened the page. */
  link: InvitationLink | undefined;
  private route: Route = 'overview';
  private fault: string | undefined;

  /** Who sees the view: somebody else gets a new one. */
  #viewer: Viewer | undefined;
  /** Whose link was brought in sight. */
  #linked: Route | undefined;
  #cancelSubscriptions: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    this.route = this.context.paths.routeOf(location.pathname);
    this.#cancelSubscriptions = [
      this.context.keeper.subscribe(() => this.#onSession()),
      this.question.subscribe(() => this.requestUpdate()),
    ];
    this.addEventListener('click', this.#onClick);
    addEventListener('popstate', this.#onPopState);
    addEventListener('hashchange', this.#onHashChange);
    void this.context.keeper.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const cancel of this.#cancelSubscriptions) cancel();
    this.removeEventListener('click', this.#onClick);
    removeEventListener('popstate', this.#onPopState);
    removeEventListener('hashchange', this.#onHashChange);
  }

  protected override updated(): void {
    this.#showCurrentLink();
    document.title = [this.#title, this.issuer, words.product].filter(Boolean).join(' · ');
  }

  protected override render(): TemplateResult {
    const { state } = this.context.keeper;
    if (this.route === 'join' && state.name !== 'failed') {
      return html`<main>
        <console-join
          .context=${this.context}
          .link=${this.link}
          .state=${state}
          @console-joined=${this.#onJoined}
        ></console-join>
      </main>`;
    }
    const viewer = this.#viewer;
    return html`
      ${viewer ? this.#renderFrame(viewer) : this.#renderEntrance()}
      ${
        viewer && state.name === 'signed-in' && state.endsAt
          ? html`<console-idle-warning
              .context=${this.context}
              .endsAt=${state.endsAt}
            ></console-idle-warning>`
          : nothing
      }
      ${viewer && this.question.isOpen ? this.#renderQuestion(viewer.context) : nothing}
      ${
        viewer && (state.name === 'signed-out' || state.name === 'failed')
          ? this.#renderReturn()
          : nothing
      }
    `;
  }

  #renderEntrance(): TemplateResult {
    if (this.context.keeper.state.name === 'loading') {
      return html`<main><p class="muted wait">${words.loading}</p></main>`;
    }
    return html`<main>${this.#renderSignIn()}</main>`;
  }

  /** In place of the view, which is kept, so that nothing that was typed there is lost. */
  #renderReturn(): TemplateResult {
    return html`<dialog
      class="return"
      closedby="none"
      aria-label=${signInWords.title}
      @cancel=${(event: Event) => event.preventDefault()}
      @close=${this.#showReturn}
    >
      ${this.#renderSignIn()}
    </dialog>`;
  }

  #renderSignIn(): TemplateResult {
    const { state } = this.context.keeper;
    const ended = state.name === 'signed-out' && state.ended;
    return html`<console-sign-in
      .context=${this.context}
      .issuer=${this.issuer}
      .why=${ended ? signInWords.ended : undefined}
      .error=${state.name === 'failed' ? state.error : undefined}
    ></console-sign-in>`;
  }

  /** Nobody sees the view, by any means, unless somebody is signed in. */
  #renderFrame(viewer: Viewer): TemplateResult {
    const { user, role } = viewer.who;
    const isAway = this.context.keeper.who === undefined;
    return html`
      <header ?hidden=${isAway} ?inert=${isAway}>
        <button class="skip" type="button" @click=${this.#onSkip}>${words.skip}</button>
        <a class="product" href=${this.context.paths.home}>
          <bdi>${this.issuer}</bdi> <span>${words.product}</span>
        </a>
        <p class="who">${renderText(user.loginId)} <span class="role">${roleNames[role]}</span></p>
        <button class="button quiet" type="button" @click=${() => this.#signOut()}>
          ${words.signOut}
        </button>
      </header>
      <nav aria-label=${words.navigation} ?hidden=${isAway} ?inert=${isAway}>
        <ul>
          ${viewsOf(role).map(
            (view) =>
              html`<li>
                <a
                  href=${this.context.paths.pathOf(view)}
                  aria-current=${view === this.route ? 'page' : nothing}
                  >${viewTitles[view]}</a
                >
              </li>`,
          )}
        </ul>
      </nav>
      <main ?hidden=${isAway} ?inert=${isAway}>
        <h1 tabindex="-1">${this.#title}</h1>
        ${renderFault(this.fault)} ${keyed(user.userId, this.#renderContent(viewer))}
      </main>
    `;
  }

  #renderContent({ who: { role }, context }: Viewer): TemplateResult {
    const { route } = this;
    if (route === 'unknown' || route === 'join') return html`<p>${words.unknown}</p>`;
    if (!maySee(role, route)) return html`<p>${words.refused(role)}</p>`;
    return renderView(route, context);
  }

  #renderQuestion(context: ConsoleContext): TemplateResult {
    const { server, signIn } = context;
    return html`
      <console-dialog heading=${words.codeTitle} @dialog-close=${() => this.question.answer('no')}>
        <p class="intro">${words.codeWhy}</p>
        <totp-verify
          action="step-up"
          lang="en"
          server=${server}
          .client=${signIn}
          @totp-success=${this.#onConfirmed}
          @totp-error=${({ error }: HTMLElementEventMap['totp-error']) => context.notice(error)}
        ></totp-verify>
      </console-dialog>
    `;
  }

  get #title(): string {
    const { route } = this;
    if (route === 'join') return joinWords.invitationTitle;
    const role = this.#viewer?.who.role;
    if (!role) return signInWords.title;
    if (route === 'unknown') return words.unknownTitle;
    return maySee(role, route) ? viewTitles[route] : words.refusedTitle;
  }

  #onSession(): void {
    const { state } = this.context.keeper;
    const wasAway = this.renderRoot.querySelector('dialog.return') !== null;
    if (state.name === 'signed-in') this.#viewer = this.#viewerOf(state.who);
    const isLeft = state.name === 'signed-out' && !state.ended;
    if (isLeft || state.name === 'loading') this.#viewer = undefined;
    if (state.name !== 'signed-in') this.#forgetSecrets();
    this.requestUpdate();
    void this.#afterSession(wasAway);
  }

  #viewerOf(who: ConsoleSession): Viewer {
    const { userId } = who.user;
    const before = this.#viewer?.who.user.userId === userId ? this.#viewer : undefined;
    return { who, context: before?.context ?? this.context.as(userId) };
  }

  async #afterSession(wasAway: boolean): Promise<void> {
    await this.updateComplete;
    const { state } = this.context.keeper;
    this.#showReturn();
    if (!wasAway || state.name !== 'signed-in') return;
    for (const view of this.#views) {
      if (view instanceof ConsoleView) view.resume();
      if (view instanceof TotpUsersElement) void view.refresh();
    }
  }

  get #views(): readonly Element[] {
    return [...this.renderRoot.querySelectorAll('main > *')];
  }

  /** What is shown once is for who was signed in then. What somebody typed stays. */
  #forgetSecrets(): void {
    for (const view of this.#views) {
      if (view instanceof ConsoleView) view.forgetSecrets();
      // Off the page it forgets its dialogs, links included, but not what is searched for.
      if (view instanceof TotpUsersElement) view.replaceWith(view);
    }
  }

  /** Browsers that do not know `closedby` close a dialog at the second Escape, whatever its page says. */
  readonly #showReturn = (): void => {
    const dialog = this.renderRoot.querySelector<HTMLDialogElement>('dialog.return');
    if (dialog && !dialog.open) dialog.showModal();
  };

  readonly #onConfirmed = (): void => {
    this.context.keeper.use();
    this.question.answer('confirmed');
  };

  async #signOut(): Promise<void> {
    this.fault = undefined;
    try {
      await this.context.keeper.signOut();
    } catch (error) {
      this.fault = describeError(error);
    }
  }

  async #onJoined(): Promise<void> {
    await this.context.keeper.start();
    this.link = undefined;
    await this.#go(this.context.paths.home);
  }

  /** Goes to a page and its heading, from where reading goes on. */
  async #go(path: string): Promise<void> {
    history.pushState(null, '', path);
    await this.#show();
  }

  async #show(): Promise<void> {
    this.route = this.context.paths.routeOf(location.pathname);
    this.fault = undefined;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
    scrollTo({ top: 0 });
  }

  /** Where there is no room for all links, the one of this page is in sight. */
  #showCurrentLink(): void {
    const link = this.renderRoot.querySelector('nav [aria-current=page]');
    if (!link || this.#linked === this.route) return;
    this.#linked = this.route;
    const { left, width } = link.getBoundingClientRect();
    const nav = this.renderRoot.querySelector('nav');
    nav?.scrollBy({ left: left + width / 2 - nav.clientWidth / 2, behavior: 'instant' });
  }

  /** Links of every view lead on without loading the page again. */
  readonly #onClick = (event: MouseEvent): void => {
    const link = event.composedPath().find((part) => part instanceof HTMLAnchorElement);
    const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey);
    if (!link || !isPlain || link.origin !== location.origin || link.download) return;
    const isElsewhere = this.context.paths.routeOf(link.pathname) === 'unknown';
    if (isElsewhere || link.hash || event.defaultPrevented) return;
    event.preventDefault();
    void this.#go(link.pathname);
  };

  readonly #onSkip = (): void => {
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
  };

  readonly #onPopState = (): void => void this.#show();

  /** A second link, opened in the same tab. */
  readonly #onHashChange = (): void => {
    if (this.route === 'join') this.link = takeInvitation(location, history) ?? this.link;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'console-shell': ConsoleShellElement;
  }
}
