import type { TotpError } from '@totp-kit/protocol/errors';
import {
  html,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { announceStep } from '../../announce-step.ts';
import { connectClient } from '../../connect-client.ts';
import { TotpReadyEvent, type TotpErrorEvent, type TotpSuccessEvent } from '../../events.ts';
import { focusInside } from '../../focus-inside.ts';
import { AuthenticatorsFlow } from '../../flow/authenticators-flow.ts';
import type { AuthenticatorsStep, SentWish, Wish } from '../../flow/authenticators-step.ts';
import { toTotpError, type Notice } from '../../flow/notice.ts';
import { FollowFlow } from '../../follow-flow.ts';
import { authenticatorsEn } from '../../messages/authenticators-en.ts';
import { coreEn } from '../../messages/core-en.ts';
import type { ScreenFlow } from '../../own-screens.ts';
import { describe, renderFailure, wordNotice } from '../../show-notice.ts';
import { controls } from '../../styles/controls.ts';
import { screens } from '../../styles/screens.ts';
import { tokens } from '../../styles/tokens.ts';
import { TicketElement } from '../../ticket-element.ts';
import { loadRecoveryParts } from '../load-recovery-parts.ts';
import type { TotpSetupElement } from '../totp-setup/totp-setup.ts';
import type { TotpVerifyElement } from '../totp-verify/totp-verify.ts';
import { renderInnerSetup, renderInnerStepUp } from './inner-elements.ts';
import { renderListScreen } from './list-screen.ts';
import { wordOutcome } from './outcome.ts';
import { TotpChangeEvent } from './totp-change-event.ts';
import { totpAuthenticatorsStyles } from './totp-authenticators.styles.ts';
import { idOf } from './wish-button.ts';
import { renderWishScreen } from './wish-screens.ts';

/** A change of one of these is about somebody else. */
const beginsAnew = ['server', 'client', 'storage', 'ticket'] as const;

/**
 * What is somebody's own: their authenticators, to add, name, replace and remove, new recovery codes, where they are
 * signed in, and the browsers that are known. It is for who is signed in, and asks for a code when that was not just
 * now; with a ticket to `manage` it is for the user of that, without sessions and browsers.
 *
 * @summary Looks after a person's own authenticators.
 *
 * @fires {TotpReadyEvent} totp-ready - The first screen that a person can act on is shown.
 * @fires {TotpStepEvent} totp-step - The screen is at another step: `loading`, `list`, `renaming`, `removing`,
 *   `adding`, `replacing`, `renewing`, `recovery-codes`, `ending-session`, `forgetting`, `working`, `step-up`,
 *   `failed`, `ended`, and those of `<totp-setup>` and `<totp-verify>`.
 * @fires {TotpSuccessEvent} totp-success - A new authenticator is confirmed; carries the user.
 * @fires {TotpChangeEvent} totp-change - Something has changed; says what.
 * @fires {TotpErrorEvent} totp-error - Something went wrong; cancel it to keep the element's message away.
 *
 * @slot - Replaces the list.
 * @slot list - The same.
 * @slot renaming - Replaces the screen that asks for a name. A form in it sends `label`.
 * @slot removing - Replaces the question whether to remove an authenticator, and so do `renewing`, `ending-session`
 *   and `forgetting` theirs. A form in it says yes.
 * @slot enroll - Replaces a screen of `<totp-setup>`, and so does `expired`.
 * @slot enter - Replaces the screen that asks for a code.
 * @slot failed - Replaces the screen that says what stands in the way.
 * @slot ended - Replaces the screen that says that nobody is signed in, or that the ticket is no good.
 * @slot error-<code> - Replaces the message of an error, such as `error-invalid_code`.
 *
 * @csspart screen - The whole screen.
 * @csspart title - Its title.
 * @csspart intro - The sentence below the title.
 * @csspart outcome - What has just come of it.
 * @csspart list - A list: of authenticators, of sessions.
 * @csspart item - One of them.
 * @csspart item-title - What it is called.
 * @csspart section - What is said of recovery codes, sessions, browsers.
 * @csspart section-title - Its title.
 * @csspart action - One of the buttons for what can be done.
 * @csspart add - The button for another authenticator.
 * @csspart label - The field of a name.
 * @csspart submit - The button that does it.
 * @csspart link - A way beside the one next thing.
 * @csspart back - The way back to the list.
 * @csspart notice - What went wrong, beside what it is about.
 * @csspart hint - A hint.
 * @csspart badge - The picture of a screen that tells how it ended.
 * @csspart other-way - What opens for people who can't scan or use another device.
 * @csspart plate - The QR code's plate.
 * @csspart code - The QR code.
 * @csspart fallback - The offer of the key, when no app seems to have opened.
 * @csspart key - The key.
 * @csspart copy - The key's copy button.
 * @csspart codes - The list of the recovery codes.
 * @csspart code-label - The label of the code field.
 * @csspart code-field - The code field with its cells.
 * @csspart cell - One of the six cells.
 * @csspart code-input - The real input over the cells.
 * @csspart recovery-code - The field of a recovery code.
 *
 * @cssstate loading - The server is asked what there is.
 * @cssstate list - The list is shown.
 * @cssstate renaming - A name is asked for.
 * @cssstate removing - Whether to remove an authenticator is asked.
 * @cssstate adding - Another authenticator is set up.
 * @cssstate replacing - One is set up that takes the place of another.
 * @cssstate renewing - Whether to make new recovery codes is asked.
 * @cssstate recovery-codes - The new recovery codes are shown.
 * @cssstate ending-session - Whether to end a session is asked.
 * @cssstate forgetting - Whether to forget the known browsers is asked.
 * @cssstate working - The server is asked to do it.
 * @cssstate step-up - Who is signed in confirms it.
 * @cssstate failed - What there is could not be asked for.
 * @cssstate ended - Nobody is signed in, or the ticket is no good.
 */
export class TotpAuthenticatorsElement extends TicketElement {
  static override styles = [tokens, controls, screens, totpAuthenticatorsStyles];

  static override properties: PropertyDeclarations = {
    label: {},
    typedLabel: { state: true },
    recoveryFault: { state: true },
  };

  /** A name for the authenticator, such as the phone it is on. */
  label: string | undefined;

  private typedLabel = '';
  private recoveryFault: TotpError | undefined;

  readonly #following = new FollowFlow<AuthenticatorsStep>(this, (step, previous) =>
    this.#onStep(step, previous),
  );
  #flow: AuthenticatorsFlow | undefined;
  #isReady = false;
  /** Where the focus goes back to. */
  #lastWish: string | undefined;

  /** @internal */
  readonly mainScreen = 'list';

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('totp-success', this.#onSignIn);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('totp-success', this.#onSignIn);
  }

  /** @internal */
  get screen(): string {
    return this.#part?.screen ?? this.#shownStep?.name ?? 'list';
  }

  /** @internal */
  get flow(): ScreenFlow | undefined {
    return this.#part?.flow ?? this.#flow;
  }

  /** @internal */
  override get knownLoginId(): string | undefined {
    const step = this.#flow?.step;
    return this.loginId ?? (step && 'own' in step ? step.own.loginId : undefined);
  }

  /** @internal */
  async prepare(): Promise<void> {
    await this.#part?.prepare();
  }

  /** @internal */
  describe(notice: Notice): string | undefined {
    return this.#part?.describe(notice) ?? describe(this, notice);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.#flow && !beginsAnew.some((name) => changed.has(name))) return;
    const { ticket, clock } = this;
    this.#flow = new AuthenticatorsFlow({ client: connectClient(this), ticket, clock });
    this.#following.follow(this.#flow);
    void this.#flow.start();
  }

  protected override render(): TemplateResult {
    const step = this.#flow?.step;
    const texts = this.language.in(authenticatorsEn);
    const outcome = step?.name === 'list' ? wordOutcome(step.outcome, texts) : '';
    // The box stays, so that screen readers hear what comes into it.
    return html`
      <p
        class="outcome ${outcome ? 'shown' : ''}"
        part="outcome"
        role="status"
        dir=${texts.direction ?? nothing}
      >
        ${outcome}
      </p>
      ${this.#shownStep && this.#renderStep(this.#shownStep)}
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const name = this.#flow?.step.name ?? 'loading';
    this.showStates(name);
    if (this.#isReady || name === 'loading') return;
    this.#isReady = true;
    this.dispatchEvent(new TotpReadyEvent());
  }

  /** The step in sight: while the server is asked, the one that it was asked from. */
  get #shownStep(): Exclude<AuthenticatorsStep, { name: 'loading' | 'working' }> | undefined {
    let step = this.#flow?.step;
    while (step?.name === 'loading' || step?.name === 'working') step = step.from;
    return step;
  }

  /** The element that has the rest of the step. */
  get #part(): TotpSetupElement | TotpVerifyElement | null {
    return this.shadowRoot?.querySelector('totp-setup, totp-verify') ?? null;
  }

  #renderStep(
    step: Exclude<AuthenticatorsStep, { name: 'loading' | 'working' }>,
  ): TemplateResult | undefined {
    switch (step.name) {
      case 'adding':
      case 'replacing':
        return this.#renderSetup(step);
      case 'step-up':
        return renderInnerStepUp({ ...this.#inner, onSuccess: this.#onStepUp });
      case 'recovery-codes':
        return this.#renderRecoveryCodes(step.recoveryCodes);
      case 'list':
        return this.ownScreens.render() ?? this.#renderList(step);
      case 'failed':
      case 'ended':
        return this.ownScreens.render() ?? this.#renderFailed(step.error);
      default:
        return this.ownScreens.render() ?? this.#renderWish(step);
    }
  }

  #renderList({ own }: AuthenticatorsStep & { name: 'list' }): TemplateResult {
    return renderListScreen({
      texts: this.language.in(authenticatorsEn),
      own,
      isBusy: this.#isBusy,
      onWish: this.#onWish,
    });
  }

  #renderWish(step: Extract<AuthenticatorsStep, SentWish>): TemplateResult {
    const texts = this.language.in(authenticatorsEn);
    const isLabelMissing = step.name === 'renaming' && step.typed === '';
    return renderWishScreen({
      texts,
      wish: step,
      own: step.own,
      label: this.typedLabel,
      words: isLabelMissing ? texts.ownLabelMissing : wordNotice(this, step.notice),
      isBusy: this.#isBusy,
      onInput: (label) => {
        this.typedLabel = label;
        this.#flow?.dismissNotice();
      },
      onConfirm: () => void this.#flow?.confirm(this.typedLabel),
      onReplace: () => {
        if (step.name === 'removing') {
          this.#onWish({ name: 'replacing', authenticator: step.authenticator });
        }
      },
      onCancel: this.#onCancel,
    });
  }

  #renderSetup(step: AuthenticatorsStep & { name: 'adding' | 'replacing' }): TemplateResult {
    return renderInnerSetup({
      ...this.#inner,
      replaced: step.name === 'replacing' ? step.authenticator : undefined,
      onError: this.#onSetupError,
      onSuccess: () => void this.#flow?.finishSetup(),
    });
  }

  #renderRecoveryCodes(codes: readonly string[]): TemplateResult | undefined {
    if (this.recoveryFault) {
      return renderFailure(this, this.recoveryFault, {
        ...this.#tryAgain,
        onSubmit: () => void this.#loadRecovery(),
      });
    }
    return html`<totp-recovery-codes
      exportparts="screen, title, intro, codes, action, submit, hint, badge"
      .codes=${codes}
      .loginId=${this.knownLoginId}
      @totp-saved=${() => this.#flow?.acknowledge()}
    ></totp-recovery-codes>`;
  }

  #renderFailed(error: TotpError): TemplateResult {
    return renderFailure(this, error, this.#tryAgain);
  }

  get #inner() {
    return {
      host: this,
      texts: this.language.in(authenticatorsEn),
      onUpdate: this.#refresh,
      onCancel: this.#onCancel,
    };
  }

  get #tryAgain() {
    return {
      label: this.language.in(coreEn).tryAgain,
      isBusy: this.#isBusy,
      onSubmit: () => void this.#flow?.start(),
    };
  }

  get #isBusy(): boolean {
    const name = this.#flow?.step.name;
    return name === 'loading' || name === 'working';
  }

  /** The codes are not lost where this fails: the person can try again. */
  async #loadRecovery(): Promise<void> {
    this.recoveryFault = undefined;
    await loadRecoveryParts().catch(
      (reason: unknown) => (this.recoveryFault = toTotpError(reason)),
    );
  }

  /** What the page's templates say may have changed. */
  readonly #refresh = (): void => this.requestUpdate();

  readonly #onWish = (wish: Wish): void => {
    this.#lastWish ??= idOf(wish);
    if (wish.name === 'renaming') this.typedLabel = wish.authenticator.label ?? '';
    this.#flow?.wish(wish);
  };

  readonly #onCancel = (): void => this.#flow?.cancel();

  readonly #onStepUp = (event: TotpSuccessEvent): void => {
    event.stopPropagation();
    void this.#flow?.goOn(event.session?.freshUntil);
  };

  readonly #onSetupError = (event: TotpErrorEvent): void => {
    if (event.error.code !== 'session_not_fresh') return;
    event.stopPropagation();
    event.preventDefault();
    this.#flow?.stepUp();
  };

  /** Somebody has signed in elsewhere on the page. */
  readonly #onSignIn = (): void => {
    if (this.#flow?.step.name === 'ended' && !this.ticket) void this.#flow.start();
  };

  #onStep(step: AuthenticatorsStep, previous: AuthenticatorsStep): void {
    const flow = this.#flow;
    if (!flow) return;
    announceStep(this, { step, previous, flow });
    // They are probably shown next.
    if (step.name === 'renewing') void this.#loadRecovery();
    if (step.name === 'list' && step.outcome && step.outcome !== 'gone') {
      this.dispatchEvent(new TotpChangeEvent(step.outcome));
    }
    const isFirst = previous.name === 'loading' && !previous.from;
    if (!isFirst && step.name !== previous.name) void this.#moveFocus(step);
    else if (step.name === 'renaming' && step.typed === '') void focusInside(this, '#label');
  }

  /** The person goes on in what has come into sight, and back in the list where they were. */
  async #moveFocus({ name }: AuthenticatorsStep): Promise<void> {
    if (name === 'loading' || name === 'working') return;
    await this.updateComplete;
    const part = this.#part;
    if (part) {
      await part.updateComplete;
      return part.focus();
    }
    if (name === 'recovery-codes') await customElements.whenDefined('totp-recovery-codes');
    const origin = name === 'list' && this.#lastWish;
    if (name === 'list') this.#lastWish = undefined;
    const hasOrigin = origin && this.renderRoot.querySelector(`#${CSS.escape(origin)}`);
    const place = name === 'renaming' ? '#label' : '#title, totp-recovery-codes';
    await focusInside(this, hasOrigin ? `#${CSS.escape(origin)}` : place);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'totp-authenticators': TotpAuthenticatorsElement;
  }
}
