import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { announceStep } from '../../announce-step.ts';
import type { TotpClient } from '../../client/totp-client.ts';
import { systemClock, type Clock } from '../../clock.ts';
import { connectClient } from '../../connect-client.ts';
import { SetupProvider } from '../../context.ts';
import { Countdown } from '../../countdown.ts';
import { TotpReadyEvent, TotpSuccessEvent } from '../../events.ts';
import { focusInside } from '../../focus-inside.ts';
import { FollowFlow } from '../../follow-flow.ts';
import { SetupFlow, type SetupAction, type SetupStep } from '../../flow/setup-flow.ts';
import type { WayOn } from '../../message-screen.ts';
import { messages } from '../../messages/messages.ts';
import { showStates } from '../../show-states.ts';
import { controls } from '../../styles/controls.ts';
import { screens } from '../../styles/screens.ts';
import { tokens } from '../../styles/tokens.ts';
import type { EnrollmentScreens } from './enrollment-screens.ts';
import { renderFailed } from './failed-screen.ts';
import { renderIdentifyScreen } from './identify-screen.ts';
import { loadEnrollmentParts } from '../load-enrollment-parts.ts';
import { OwnScreen } from './own-screen.ts';
import { renderPreparing } from './preparing-screen.ts';
import { totpSetupStyles } from './totp-setup.styles.ts';

/** A change of one of these asks for another enrollment. */
const beginsAnew = ['action', 'server', 'client', 'loginId', 'ticket'] as const;

/**
 * Sets an authenticator app up, from the login ID to the first code. The server makes the key, shows it once and
 * decides. Children replace the screen with QR code and code field; `<totp-qr>`, `<totp-provision-link>`,
 * `<totp-key>` and `<totp-verify>` among them find their data by themselves, in any layout.
 *
 * @summary Signs people up with an authenticator app, or links one to an existing user.
 *
 * @fires {TotpReadyEvent} totp-ready - The first screen that a person can act on is shown.
 * @fires {TotpStepEvent} totp-step - The screen is at another step: `idle`, `identify`, `starting`, `enroll`,
 *   `confirming`, `expired`, `failed`, `done`.
 * @fires {TotpSuccessEvent} totp-success - The authenticator is confirmed; carries user and, after a sign-up, session.
 * @fires {TotpErrorEvent} totp-error - Something went wrong; cancel it to keep the element's message away.
 *
 * @slot - Replaces the screen with QR code and code field.
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
 * @cssstate expired - The enrollment has ended.
 * @cssstate failed - No enrollment could be started.
 * @cssstate done - The authenticator is confirmed.
 */
export class TotpSetupElement extends LitElement {
  static override styles = [tokens, controls, screens, totpSetupStyles];

  static override properties = {
    action: {},
    server: {},
    loginId: { attribute: 'login-id' },
    label: {},
    ticket: { attribute: false },
    client: { attribute: false },
    screens: { state: true },
    typedLoginId: { state: true },
    isErrorHidden: { state: true },
  };

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'ticket'];
  }

  /** `sign-up` makes a user, `update-user` links an authenticator to the user of a ticket. */
  action: SetupAction = 'sign-up';

  /** The URL of the server; the one that the script came from unless given. */
  server: string | undefined;

  /** The login ID of a sign-up, where the page knows it; it is not asked for then. */
  loginId: string | undefined;

  /** A name for the authenticator, such as the phone it is on. */
  label: string | undefined;

  /** The ticket of an `update-user`. Given as an attribute, it is read and removed. */
  ticket: string | undefined;

  /** Whom to ask instead of a server over HTTP. */
  client: TotpClient | undefined;

  /** @internal Tests set the time themselves, before the element is in a document. */
  clock: Clock = systemClock;

  private screens: EnrollmentScreens | undefined;
  private typedLoginId = '';
  private isErrorHidden = false;

  readonly #internals = this.attachInternals();
  readonly #provider = new SetupProvider(this);
  readonly #following = new FollowFlow<SetupStep>(this, (step, previous) =>
    this.#onStep(step, previous),
  );
  readonly #countdown = new Countdown(this, () => this.clock);
  readonly #ownScreen = new OwnScreen(this);
  #flow: SetupFlow | undefined;
  #isReady = false;
  #hadFocus = false;
  #shownScreen: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    // While the person types. Where it fails, the flow tries again and says so.
    this.#loadScreens().catch(() => {});
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (name !== 'ticket') return super.attributeChangedCallback(name, old, value);
    if (value === null) return;
    this.ticket = value;
    this.removeAttribute('ticket');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#hadFocus = Boolean(this.shadowRoot?.activeElement);
    if (!this.#flow || beginsAnew.some((name) => changed.has(name))) this.#begin();
  }

  protected override render(): TemplateResult | undefined {
    const step = this.#shownStep;
    switch (step.name) {
      case 'identify':
        return this.#renderIdentify(step);
      case 'expired':
        return this.screens?.renderExpired(this.#wayOn());
      case 'failed':
        return this.isErrorHidden ? undefined : this.#renderFailed(step);
      case 'done':
        return this.screens?.renderSetUp(step.confirmation.user.loginId);
      default:
        return this.#renderEnroll(step);
    }
  }

  protected override updated(): void {
    const step = this.#flow?.step ?? idle;
    showStates(this.#internals, [step.name]);
    const screen = screenOf(this.#shownStep);
    if (this.#hadFocus && screen !== this.#shownScreen && !hasNotice(step))
      void focusInside(this, '#title');
    this.#shownScreen = screen;
    if (this.#isReady || step.name === 'idle' || step.name === 'starting') return;
    this.#isReady = true;
    this.dispatchEvent(new TotpReadyEvent());
  }

  /** The step in sight: while an enrollment is being started, the one that it was started from. */
  get #shownStep(): SetupStep {
    const step = this.#flow?.step ?? idle;
    return step.name === 'starting' ? step.from : step;
  }

  #begin(): void {
    const { action, loginId, ticket, label, clock } = this;
    const client = connectClient(this);
    const prepare = (): Promise<void> => this.#loadScreens();
    this.#flow = new SetupFlow({ client, action, loginId, ticket, label, prepare, clock });
    this.#following.follow(this.#flow);
    this.#provider.provide(this.#flow);
    void this.#flow.start();
  }

  async #loadScreens(): Promise<void> {
    const { EnrollmentScreens } = await loadEnrollmentParts();
    this.screens ??= new EnrollmentScreens(this);
  }

  #renderIdentify({ notice, retryAt }: SetupStep & { name: 'identify' }): TemplateResult {
    return renderIdentifyScreen({
      ...this.#wayOn(retryAt),
      loginId: this.typedLoginId,
      notice,
      onInput: (loginId) => {
        this.typedLoginId = loginId;
        this.#flow?.dismissNotice();
      },
      onSubmit: () => void this.#flow?.identify(this.typedLoginId),
    });
  }

  #renderEnroll(step: SetupStep): TemplateResult {
    if (this.#ownScreen.exists) return html`<slot></slot>`;
    const mayChange = step.name === 'enroll' && this.#flow?.asksLoginId;
    return (
      this.screens?.renderEnroll({
        step,
        onChangeLoginId: mayChange ? () => this.#flow?.changeLoginId() : undefined,
      }) ?? renderPreparing()
    );
  }

  #renderFailed({ error, retryAt }: SetupStep & { name: 'failed' }): TemplateResult | undefined {
    return error.code === 'enrollment_confirmed'
      ? this.screens?.renderWasSetUp()
      : renderFailed(error, this.#wayOn(retryAt));
  }

  #wayOn(retryAt?: number): WayOn {
    return {
      label: messages.tryAgain,
      isBusy: this.#flow?.step.name === 'starting',
      waitSeconds: this.#countdown.secondsUntil(retryAt),
      onSubmit: () => void this.#flow?.start(),
    };
  }

  #onStep(step: SetupStep, previous: SetupStep): void {
    const isShown = announceStep(this, step, previous);
    this.isErrorHidden = !isShown;
    if (!isShown) this.#flow?.dismissNotice();
    if (step.name === 'done') {
      const { user, session, firstSeen } = step.confirmation;
      const { action } = this;
      this.dispatchEvent(new TotpSuccessEvent({ action, user, session, firstSeen }));
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
