import { html, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { TotpError } from '@totp-kit/protocol/errors';
import { announceStep } from '../../announce-step.ts';
import { connectClient } from '../../connect-client.ts';
import { TotpReadyEvent, TotpSuccessEvent } from '../../events.ts';
import { focusInside } from '../../focus-inside.ts';
import { FollowFlow } from '../../follow-flow.ts';
import { toTotpError, type Notice } from '../../flow/notice.ts';
import { SetupFlow, type SetupAction, type SetupStep } from '../../flow/setup-flow.ts';
import type { WayOn } from '../../endings/message-screen.ts';
import { coreEn } from '../../messages/core-en.ts';
import { enrollmentEn } from '../../messages/enrollment-en.ts';
import {
  describe,
  mayPass,
  renderEnding,
  renderFailure,
  wordNotice,
  wordWait,
} from '../../show-notice.ts';
import { SetupProvider } from '../../setup-provider.ts';
import { controls } from '../../styles/controls.ts';
import { screens } from '../../styles/screens.ts';
import { tokens } from '../../styles/tokens.ts';
import { TicketElement } from '../../ticket-element.ts';
import { loadRecoveryParts } from '../load-recovery-parts.ts';
import { EnrollmentScreens } from './enrollment-screens.ts';
import { renderIdentifyScreen } from './identify-screen.ts';
import { totpSetupStyles } from './totp-setup.styles.ts';

/** A change of one of these asks for another enrollment. */
const beginsAnew = ['action', 'server', 'client', 'storage', 'loginId', 'ticket'] as const;

/**
 * Sets an authenticator app up, from the login ID to the first code. The server makes the key, shows it once and
 * decides. Children replace the screen with QR code and code field; `<totp-qr>`, `<totp-provision-link>`,
 * `<totp-key>` and `<totp-verify>` among them find their data by themselves, in any layout.
 *
 * @summary Signs people up with an authenticator app, or links one to an existing user.
 *
 * @fires {TotpReadyEvent} totp-ready - The first screen that a person can act on is shown.
 * @fires {TotpStepEvent} totp-step - The screen is at another step: `idle`, `identify`, `starting`, `enroll`,
 *   `confirming`, `recovery-codes`, `expired`, `failed`, `done`.
 * @fires {TotpSuccessEvent} totp-success - The authenticator is confirmed; carries user and, after a sign-up, session.
 * @fires {TotpErrorEvent} totp-error - Something went wrong; cancel it to keep the element's message away.
 *
 * @slot - Replaces the screen with QR code and code field.
 * @slot identify - Replaces the screen that asks for the login ID.
 * @slot enroll - The same as children without a slot.
 * @slot recovery-codes - Replaces the screen with the recovery codes.
 * @slot expired - Replaces the screen that says that the enrollment has ended.
 * @slot failed - Replaces the screen that says that no enrollment could be started.
 * @slot done - Replaces the screen that says that it worked.
 * @slot error-<code> - Replaces the message of an error, such as `error-invalid_code`.
 *
 * @csspart screen - The whole screen.
 * @csspart title - Its title.
 * @csspart intro - The sentence below the title.
 * @csspart back - The way back to the login ID.
 * @csspart login-id - The field of the login ID.
 * @csspart submit - The button.
 * @csspart notice - What went wrong, beside what it is about.
 * @csspart badge - The picture of a screen that tells how it ended.
 * @csspart other-way - What opens for people who can't scan or use another device.
 * @csspart plate - The QR code's plate.
 * @csspart code - The QR code.
 * @csspart link - The link that opens the authenticator app.
 * @csspart fallback - The offer of the key, when no app seems to have opened.
 * @csspart key - The key.
 * @csspart copy - The key's copy button.
 * @csspart codes - The list of the recovery codes.
 * @csspart action - One of the buttons that copy, download and print them.
 * @csspart label - The label of the code field.
 * @csspart code-field - The code field with its cells.
 * @csspart cell - One of the six cells.
 * @csspart code-input - The real input over the cells.
 * @csspart hint - The hint below the code field.
 *
 * @cssprop [--totp-accent=#1d4fd7] - Buttons, links, focus.
 * @cssprop [--totp-radius=12px] - Rounding of the plate; card and controls follow.
 * @cssprop [--totp-font=inherit] - The font.
 * @cssprop [--totp-surface=transparent] - The card's background.
 * @cssprop [--totp-padding=24px] - The card's inner space; 16px where it is narrow.
 * @cssprop --totp-on-accent - What stands on the accent; white or black, whichever reads better, unless given.
 * @cssprop --totp-text - Text.
 * @cssprop --totp-muted - Text that steps back: the intro, hints.
 * @cssprop --totp-soft - Backgrounds that stand out a little, such as the key's.
 * @cssprop --totp-line - Borders.
 * @cssprop --totp-danger - What went wrong.
 * @cssprop --totp-success - What is done.
 * @cssprop --totp-mono-font - The font of key and code.
 *
 * @cssstate idle - Not started, or waiting for the ticket.
 * @cssstate identify - The login ID is asked for.
 * @cssstate starting - The server makes a key.
 * @cssstate enroll - QR code and key are shown.
 * @cssstate confirming - The server looks at the code.
 * @cssstate recovery-codes - The recovery codes are shown.
 * @cssstate expired - The enrollment has ended.
 * @cssstate failed - No enrollment could be started.
 * @cssstate done - The authenticator is confirmed.
 */
export class TotpSetupElement extends TicketElement {
  static override styles = [tokens, controls, screens, totpSetupStyles];

  static override properties: PropertyDeclarations = {
    action: {},
    label: {},
    typedLoginId: { state: true },
    recoveryFault: { state: true },
  };

  /** `sign-up` makes a user, by a ticket where sign-up is not open; `update-user` links an authenticator to the user of a ticket. */
  action: SetupAction = 'sign-up';

  /** A name for the authenticator, such as the phone it is on. */
  label: string | undefined;

  /** @internal No ticket is to be waited for. */
  isSignedIn = false;

  /** @internal The authenticator that ends when the new one is confirmed. */
  replaces: string | undefined;

  private typedLoginId = '';
  private recoveryFault: TotpError | undefined;

  readonly #provider = new SetupProvider(this);
  readonly #following = new FollowFlow<SetupStep>(this, (step, previous) =>
    this.#onStep(step, previous),
  );
  readonly #screens = new EnrollmentScreens(this);
  #flow: SetupFlow | undefined;
  #isReady = false;
  #hadFocus = false;
  #shownScreen: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#flow) this.#provider.provide(this.#flow);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#provider.withdraw();
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('#login-id, #title')?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#hadFocus = Boolean(this.shadowRoot?.activeElement);
    if (!this.#flow || beginsAnew.some((name) => changed.has(name))) this.#begin();
  }

  /** @internal */
  readonly mainScreen = 'enroll';

  /** @internal */
  get screen(): string {
    return screenOf(this.#shownStep);
  }

  /** @internal */
  get flow(): SetupFlow | undefined {
    return this.#flow;
  }

  /** @internal */
  prepare(): Promise<unknown> {
    return this.updateComplete;
  }

  /** @internal */
  describe(notice: Notice): string | undefined {
    return describe(this, notice);
  }

  protected override render(): TemplateResult | undefined {
    return this.ownScreens.render() ?? this.#renderStep(this.#shownStep);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const step = this.#flow?.step ?? idle;
    this.showStates(step.name);
    const { screen } = this;
    if (this.#hadFocus && screen !== this.#shownScreen && !hasNotice(step))
      void this.#focusScreen();
    this.#shownScreen = screen;
    if (this.#isReady || step.name === 'idle' || step.name === 'starting') return;
    this.#isReady = true;
    this.dispatchEvent(new TotpReadyEvent());
  }

  async #focusScreen(): Promise<void> {
    // Its element may still be on its way.
    if (this.screen === 'recovery-codes') await customElements.whenDefined('totp-recovery-codes');
    await focusInside(this, '#title, totp-recovery-codes');
  }

  /** The step in sight: while an enrollment is being started, the one that it was started from. */
  get #shownStep(): SetupStep {
    const step = this.#flow?.step ?? idle;
    return step.name === 'starting' ? step.from : step;
  }

  #begin(): void {
    const { action, loginId, ticket, label, replaces, isSignedIn, clock } = this;
    const client = connectClient(this);
    const about = { label, replaces };
    this.#flow = new SetupFlow({ client, action, loginId, ticket, isSignedIn, clock, ...about });
    this.#following.follow(this.#flow);
    this.#provider.provide(this.#flow);
    void this.#flow.start();
  }

  /** The codes are not lost where this fails: the person can try again. */
  async #loadRecovery(): Promise<void> {
    this.recoveryFault = undefined;
    await loadRecoveryParts().catch(
      (reason: unknown) => (this.recoveryFault = toTotpError(reason)),
    );
  }

  #renderStep(step: SetupStep): TemplateResult | undefined {
    switch (step.name) {
      case 'identify':
        return this.#renderIdentify(step);
      case 'recovery-codes':
        return this.#renderRecoveryCodes();
      case 'expired':
        return renderEnding(this, (endings) => endings.renderExpired(this, this.#wayOn()));
      case 'failed':
        return this.#renderFailed(step);
      case 'done':
        return renderEnding(this, (endings) =>
          endings.renderSuccess(this, 'set-up', step.confirmation.user.loginId),
        );
      default:
        return this.#renderEnroll(step);
    }
  }

  #renderIdentify({ notice, retryAt }: SetupStep & { name: 'identify' }): TemplateResult {
    const texts = this.language.in({ ...coreEn, ...enrollmentEn });
    return renderIdentifyScreen({
      ...this.#wayOn(retryAt),
      ...(mayPass(this, notice) ? {} : { label: texts.identifySubmit }),
      texts,
      loginId: this.typedLoginId,
      notice,
      words: wordNotice(this, notice),
      onInput: (loginId) => {
        this.typedLoginId = loginId;
        this.#flow?.dismissNotice();
      },
      onSubmit: () => void this.#flow?.identify(this.typedLoginId),
    });
  }

  #renderEnroll(step: SetupStep): TemplateResult {
    const mayChange = step.name === 'enroll' && this.#flow?.asksLoginId;
    return this.#screens.renderEnroll({
      step,
      onChangeLoginId: mayChange ? () => this.#flow?.changeLoginId() : undefined,
    });
  }

  #renderRecoveryCodes(): TemplateResult | undefined {
    if (this.recoveryFault) {
      const wayOn = { ...this.#wayOn(), onSubmit: () => void this.#loadRecovery() };
      return renderFailure(this, this.recoveryFault, wayOn);
    }
    return html`<totp-recovery-codes
      exportparts="screen, title, intro, codes, action, submit, hint, badge"
    ></totp-recovery-codes>`;
  }

  #renderFailed({ error, retryAt }: SetupStep & { name: 'failed' }): TemplateResult | undefined {
    if (error.code === 'enrollment_confirmed') {
      return renderEnding(this, (endings) => endings.renderWasSetUp(this));
    }
    return renderFailure(this, error, this.#wayOn(retryAt));
  }

  #wayOn(retryAt?: number): WayOn {
    return {
      label: this.language.in(coreEn).tryAgain,
      isBusy: this.#flow?.step.name === 'starting',
      waiting: wordWait(this, retryAt),
      onSubmit: () => void this.#flow?.start(),
    };
  }

  #onStep(step: SetupStep, previous: SetupStep): void {
    const flow = this.#flow;
    if (!flow) return;
    announceStep(this, { step, previous, flow });
    // They are probably shown next, and whoever is at the code then is to be at them without a gap.
    if (step.name === 'enroll' || step.name === 'confirming') void this.#loadRecovery();
    if (step.name === 'done') {
      this.dispatchEvent(new TotpSuccessEvent({ action: this.action, ...step.confirmation }));
    }
    if (hasNotice(step)) void focusInside(this, '#login-id');
  }
}

const idle: SetupStep = { name: 'idle' };

/** Whether there is something to mend in the login ID, or to send again. */
function hasNotice(step: SetupStep): boolean {
  return step.name === 'identify' && step.notice !== undefined;
}

/** Steps that share a screen have the same name here. */
function screenOf({ name }: SetupStep): string {
  return name === 'idle' || name === 'confirming' ? 'enroll' : name;
}

declare global {
  interface HTMLElementTagNameMap {
    'totp-setup': TotpSetupElement;
  }
}
