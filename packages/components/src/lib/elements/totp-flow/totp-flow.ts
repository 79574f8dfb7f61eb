import { html, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { TotpError } from '@totp-kit/protocol/errors';
import { announceStep } from '../../announce-step.ts';
import { connectClient } from '../../connect-client.ts';
import { TotpReadyEvent } from '../../events.ts';
import { focusInside } from '../../focus-inside.ts';
import { EntryFlow, type EntryStep, type FlowAction } from '../../flow/entry-flow.ts';
import type { Notice } from '../../flow/notice.ts';
import { FollowFlow } from '../../follow-flow.ts';
import { coreEn } from '../../messages/core-en.ts';
import { flowEn } from '../../messages/flow-en.ts';
import type { ScreenFlow } from '../../own-screens.ts';
import { describe, renderFailure, wordNotice } from '../../show-notice.ts';
import { controls } from '../../styles/controls.ts';
import { screens } from '../../styles/screens.ts';
import { tokens } from '../../styles/tokens.ts';
import { TicketElement } from '../../ticket-element.ts';
import type { TotpSetupElement } from '../totp-setup/totp-setup.ts';
import type { TotpVerifyElement } from '../totp-verify/totp-verify.ts';
import { renderChooseScreen } from './choose-screen.ts';
import { totpFlowStyles } from './totp-flow.styles.ts';

/** A change of one of these begins another flow. */
const beginsAnew = ['action', 'server', 'client', 'storage', 'loginId', 'ticket'] as const;

/** Everything that the elements inside name by `part`. */
const parts =
  'screen, title, intro, back, login-id, submit, notice, badge, other-way, plate, code, link, fallback, key, copy, label, code-field, cell, code-input, recovery-code, hint, codes, action';

/**
 * A whole flow in one tag. `sign-up-or-in` asks for the login ID and, where the server keeps to itself who has an
 * account, whether the person has set up before; where it tells, it decides by itself. `update-user` is for who is
 * signed in, asks for a code when that was not just now, and sets another authenticator up.
 *
 * @summary Signs people up or in, or changes what they sign in with.
 *
 * @fires {TotpReadyEvent} totp-ready - The first screen that a person can act on is shown.
 * @fires {TotpStepEvent} totp-step - The screen is at another step: those of `<totp-setup>` and `<totp-verify>`, and
 *   `loading`, `choose`, `looking`, `sign-in`, `sign-up`, `step-up`, `update-user`.
 * @fires {TotpSuccessEvent} totp-success - The flow is through; carries user and, after signing up or in, session.
 * @fires {TotpErrorEvent} totp-error - Something went wrong; cancel it to keep the element's message away.
 *
 * @slot - Replaces the screen with QR code and code field.
 * @slot choose - Replaces the screen that asks which way. A form in it sends `loginId`, and `way`: `sign-in` or `sign-up`.
 * @slot identify - Replaces a screen of `<totp-setup>`, and so do `enroll`, `recovery-codes`, `expired`.
 * @slot enter - Replaces the screen of `<totp-verify>`.
 * @slot failed - Replaces the screen that says what stands in the way.
 * @slot done - Replaces the screen that says that it worked.
 * @slot error-<code> - Replaces the message of an error, such as `error-invalid_code`.
 *
 * @csspart screen - The whole screen.
 * @csspart title - Its title.
 * @csspart intro - The sentence below the title.
 * @csspart login-id - The field of the login ID.
 * @csspart submit - The button.
 * @csspart second - The second of two buttons.
 * @csspart link - A way beside the one next thing.
 * @csspart back - The way back to the choice, or to the login ID.
 * @csspart notice - What went wrong, beside what it is about.
 * @csspart badge - The picture of a screen that tells how it ended.
 * @csspart other-way - What opens for people who can't scan or use another device.
 * @csspart plate - The QR code's plate.
 * @csspart code - The QR code.
 * @csspart fallback - The offer of the key, when no app seems to have opened.
 * @csspart key - The key.
 * @csspart copy - The key's copy button.
 * @csspart codes - The list of the recovery codes.
 * @csspart action - One of the buttons that copy, download and print them.
 * @csspart label - The label of the code field.
 * @csspart code-field - The code field with its cells.
 * @csspart cell - One of the six cells.
 * @csspart code-input - The real input over the cells.
 * @csspart recovery-code - The field of a recovery code.
 * @csspart hint - The hint below a field.
 *
 * @cssstate loading - The server is asked how it is set up, or who is signed in.
 * @cssstate choose - The person is asked which way.
 * @cssstate looking - The server is asked which way.
 * @cssstate sign-in - Signing in.
 * @cssstate sign-up - Signing up.
 * @cssstate step-up - Who is signed in confirms it.
 * @cssstate update-user - Another authenticator is set up.
 * @cssstate failed - There is no server to ask.
 */
export class TotpFlowElement extends TicketElement {
  static override styles = [tokens, controls, screens, totpFlowStyles];

  static override properties: PropertyDeclarations = {
    action: {},
    label: {},
    typedLoginId: { state: true },
  };

  /** What the flow is for: `sign-up`, `sign-in`, `sign-up-or-in` or `update-user`. */
  action: FlowAction = 'sign-up-or-in';

  /** A name for the authenticator, such as the phone it is on. */
  label: string | undefined;

  private typedLoginId = '';

  readonly #following = new FollowFlow<EntryStep>(this, (step, previous) =>
    this.#onStep(step, previous),
  );
  #flow: EntryFlow | undefined;
  #isReady = false;

  /** @internal */
  readonly mainScreen = 'enroll';

  /** @internal */
  get screen(): string {
    const name = this.#flow?.step.name;
    if (name === 'choose' || name === 'failed') return name;
    return this.#part?.screen ?? 'choose';
  }

  /** @internal */
  get flow(): ScreenFlow | undefined {
    return this.#part?.flow ?? this.#flow;
  }

  /** @internal */
  override get knownLoginId(): string | undefined {
    return this.#part?.loginId ?? this.loginId;
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
    const { action, loginId, ticket, clock } = this;
    this.#flow = new EntryFlow({ client: connectClient(this), action, loginId, ticket, clock });
    this.#following.follow(this.#flow);
    void this.#flow.start();
  }

  protected override render(): TemplateResult | undefined {
    const step = this.#flow?.step;
    switch (step?.name) {
      case undefined:
      case 'loading':
        return undefined;
      case 'choose':
      case 'looking':
        return this.ownScreens.render() ?? this.#renderChoice(step);
      case 'failed':
        return this.ownScreens.render() ?? this.#renderFailed(step.error);
      case 'sign-in':
        return this.#renderVerify('sign-in', step.loginId);
      case 'step-up':
        return this.#renderVerify('step-up');
      case 'sign-up':
        return this.#renderSetup('sign-up', step.loginId);
      case 'update-user':
        return this.#renderSetup('update-user');
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const name = this.#flow?.step.name ?? 'loading';
    this.showStates(name);
    if (name === 'choose' || name === 'failed') this.#ready();
  }

  /** The element that has the rest of the flow. */
  get #part(): TotpSetupElement | TotpVerifyElement | null {
    return this.shadowRoot?.querySelector('totp-setup, totp-verify') ?? null;
  }

  #renderChoice(step: EntryStep & { name: 'choose' | 'looking' }): TemplateResult {
    const isChoosing = step.name === 'choose';
    return renderChooseScreen({
      texts: this.language.in({ ...coreEn, ...flowEn }),
      loginId: this.loginId ?? this.typedLoginId,
      isKnown: Boolean(this.loginId),
      words: isChoosing ? wordNotice(this, step.notice) : undefined,
      decides: !isChoosing || step.decides,
      isBusy: !isChoosing,
      onInput: (loginId) => {
        this.typedLoginId = loginId;
        this.#flow?.dismissNotice();
      },
      onChoose: (way) => void this.#flow?.choose(this.loginId ?? this.typedLoginId, way),
    });
  }

  #renderVerify(action: 'sign-in' | 'step-up', loginId?: string): TemplateResult {
    return html`
      <totp-verify
        exportparts=${parts}
        action=${action}
        .loginId=${loginId}
        .ticket=${this.ticket}
        .client=${this.client}
        .clock=${this.clock}
        .server=${this.server}
        .storage=${this.storage}
        .errors=${this.errors}
        .whenUpdated=${this.#refresh}
        @totp-ready=${this.#onPartReady}
        @totp-success=${this.#onPartSuccess}
        >${this.#passNamedSlots()}</totp-verify
      >
      ${this.#renderBack()}
    `;
  }

  #renderSetup(action: 'sign-up' | 'update-user', loginId?: string): TemplateResult {
    return html`
      <totp-setup
        exportparts=${parts}
        action=${action}
        .loginId=${loginId}
        .ticket=${this.ticket}
        .label=${this.label}
        .isSignedIn=${action === 'update-user'}
        .client=${this.client}
        .clock=${this.clock}
        .server=${this.server}
        .storage=${this.storage}
        .errors=${this.errors}
        .whenUpdated=${this.#refresh}
        @totp-ready=${this.#onPartReady}
        >${this.#passSlots()}</totp-setup
      >
      ${this.#renderBack()}
    `;
  }

  #renderBack(): TemplateResult | undefined {
    if (!this.#flow?.mayGoBack || this.screen === 'done' || this.screen === 'recovery-codes')
      return;
    const { back } = this.language.in(flowEn);
    return html`<p class="back-row">
      <button class="link" part="back" type="button" @click=${() => this.#flow?.goBack()}>
        ${back}
      </button>
    </p>`;
  }

  #renderFailed(error: TotpError): TemplateResult | undefined {
    return renderFailure(this, error, {
      label: this.language.in(coreEn).tryAgain,
      isBusy: false,
      onSubmit: () => void this.#flow?.start(),
    });
  }

  /** The page's screens and messages stand in the element that shows them. */
  #passNamedSlots(): TemplateResult[] {
    return [...new Set(this.ownScreens.list())].map(
      (slot) => html`<slot name=${slot} slot=${slot}></slot>`,
    );
  }

  #passSlots(): TemplateResult[] {
    const named = this.#passNamedSlots();
    return this.ownScreens.hasUnnamed ? [html`<slot></slot>`, ...named] : named;
  }

  /** What the page's templates say may have changed. */
  readonly #refresh = (): void => this.requestUpdate();

  readonly #onPartReady = (event: Event): void => {
    event.stopPropagation();
    this.#ready();
  };

  /** Signing in or confirming it, where something else is the aim, is no success yet. */
  readonly #onPartSuccess = (event: Event): void => {
    if (this.action !== 'update-user') return;
    event.stopPropagation();
    this.#flow?.goOn();
  };

  #ready(): void {
    if (this.#isReady) return;
    this.#isReady = true;
    this.dispatchEvent(new TotpReadyEvent());
  }

  #onStep(step: EntryStep, previous: EntryStep): void {
    const flow = this.#flow;
    if (!flow) return;
    announceStep(this, { step, previous, flow });
    if (step.name === 'choose' && step.notice) void focusInside(this, '#login-id');
    else if (this.#isReady && step.name !== previous.name) void this.#focusPart();
  }

  /** The person goes on in what has come into sight. */
  async #focusPart(): Promise<void> {
    await this.updateComplete;
    const part = this.#part;
    const hasField = this.screen === 'choose' && !this.loginId;
    if (!part) return focusInside(this, hasField ? '#login-id' : '#title');
    await part.updateComplete;
    part.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'totp-flow': TotpFlowElement;
  }
}
