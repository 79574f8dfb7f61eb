import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { announceStep } from '../../announce-step.ts';
import type { TotpClient } from '../../client/totp-client.ts';
import { systemClock, type Clock } from '../../clock.ts';
import { CodeField } from '../../code-field/code-field.ts';
import { codeFieldStyles } from '../../code-field/code-field.styles.ts';
import { connectClient } from '../../connect-client.ts';
import { SetupConsumer } from '../../context.ts';
import { Countdown } from '../../countdown.ts';
import { TotpReadyEvent, TotpSuccessEvent } from '../../events.ts';
import { focusInside } from '../../focus-inside.ts';
import { FollowFlow } from '../../follow-flow.ts';
import type { Notice } from '../../flow/notice.ts';
import type { SetupFlow, SetupStep } from '../../flow/setup-flow.ts';
import { VerifyFlow, type VerifyStep } from '../../flow/verify-flow.ts';
import { renderFailure, renderMessageScreen } from '../../message-screen.ts';
import { describeNotice, isAboutLoginId } from '../../messages/describe-notice.ts';
import { messages } from '../../messages/messages.ts';
import {
  onSubmit,
  renderCard,
  renderLoginIdField,
  renderNotice,
  renderSubmit,
  withLoginId,
} from '../../screen-parts.ts';
import { showStates } from '../../show-states.ts';
import { isOutage } from '../../site-fault.ts';
import { controls } from '../../styles/controls.ts';
import { screens } from '../../styles/screens.ts';
import { tokens } from '../../styles/tokens.ts';
import { codeEntryOf, isAboutDigits, isWrongCode, type CodeEntry } from './code-entry.ts';
import { totpVerifyStyles } from './totp-verify.styles.ts';

/**
 * The code field and its screen. Alone on a page it signs people in; inside `<totp-setup>` it confirms the enrollment
 * and leaves the events to it. The sixth digit sends the code; any script's digits will do, and so will "123 456".
 *
 * @summary Signs people in by the code of their authenticator app.
 *
 * @fires {TotpReadyEvent} totp-ready - The screen is shown.
 * @fires {TotpStepEvent} totp-step - The screen is at another step: `enter`, `verifying`, `failed`, `done`.
 * @fires {TotpSuccessEvent} totp-success - The person is signed in; carries user and session.
 * @fires {TotpErrorEvent} totp-error - Something went wrong; cancel it to keep the element's message away.
 *
 * @csspart screen - The whole screen.
 * @csspart title - Its title.
 * @csspart intro - The sentence below the title.
 * @csspart login-id - The field of the login ID.
 * @csspart label - The label of the code field.
 * @csspart code-field - The code field with its cells.
 * @csspart cell - One of the six cells.
 * @csspart code-input - The real input over the cells.
 * @csspart hint - The hint below the code field.
 * @csspart submit - The button.
 * @csspart notice - What went wrong, beside what it is about.
 * @csspart badge - The picture of a screen that tells how it ended.
 *
 * @cssprop [--totp-accent=#1d4fd7] - Buttons, links, focus.
 * @cssprop [--totp-radius=12px] - Rounding of the card; controls follow.
 * @cssprop [--totp-font=inherit] - The font.
 * @cssprop [--totp-surface=transparent] - The card's background.
 * @cssprop [--totp-padding=24px] - The card's inner space; 16px where it is narrow.
 *
 * @cssstate enter - A code is asked for.
 * @cssstate verifying - The server looks at it.
 * @cssstate failed - There is no server to ask.
 * @cssstate done - The person is signed in.
 * @cssstate invalid - The digits are wrong.
 * @cssstate waiting - Too many attempts: the button counts down.
 * @cssstate idle - Inside `<totp-setup>`: not started, or waiting for the ticket.
 * @cssstate identify - Inside `<totp-setup>`: the login ID is asked for.
 * @cssstate starting - Inside `<totp-setup>`: the server makes a key.
 * @cssstate enroll - Inside `<totp-setup>`: the first code is asked for.
 * @cssstate confirming - Inside `<totp-setup>`: the server looks at it.
 * @cssstate expired - Inside `<totp-setup>`: the enrollment has ended.
 */
export class TotpVerifyElement extends LitElement {
  static override styles = [tokens, controls, screens, codeFieldStyles, totpVerifyStyles];

  static override properties = {
    action: {},
    server: {},
    loginId: { attribute: 'login-id' },
    client: { attribute: false },
    typedLoginId: { state: true },
    isErrorHidden: { state: true },
  };

  /** What the screen does when it is not inside `<totp-setup>`. */
  action = 'sign-in' as const;

  /** The URL of the server; the one that the script came from unless given. */
  server: string | undefined;

  /** The login ID, where the page knows it; it is not asked for then. */
  loginId: string | undefined;

  /** Whom to ask instead of a server over HTTP. */
  client: TotpClient | undefined;

  /** @internal Tests set the time themselves, before the element is in a document. */
  clock: Clock = systemClock;

  private typedLoginId = '';
  private isErrorHidden = false;

  readonly #internals = this.attachInternals();
  readonly #setup = new SetupConsumer(this, (step) => this.#onSetupStep(step));
  readonly #following = new FollowFlow<VerifyStep>(this, (step, previous) =>
    this.#onStep(step, previous),
  );
  readonly #countdown = new Countdown(this, () => this.clock);
  readonly #code = new CodeField(this, {
    onEdit: () => this.#flow?.dismissNotice(),
    onComplete: () => this.#submit(),
  });
  #verify: VerifyFlow | undefined;
  #shown: CodeEntry | undefined;

  get #flow(): SetupFlow | VerifyFlow | undefined {
    return this.#setup.flow ?? this.#verify;
  }

  get #knownLoginId(): string | undefined {
    return this.loginId === '' ? undefined : this.loginId;
  }

  /** Whether an enrollment is to be confirmed, even if its element is not defined or not ready yet. */
  get #isInSetup(): boolean {
    return this.#setup.flow !== undefined || this.closest('totp-setup') !== null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.#isInSetup) return;
    if (this.#verify && !changed.has('server') && !changed.has('client')) return;
    this.#verify = new VerifyFlow({ client: connectClient(this), clock: this.clock });
    this.#following.follow(this.#verify);
    this.#verify.start();
  }

  protected override render(): TemplateResult {
    if (this.#isInSetup) {
      return this.#renderConfirmation(codeEntryOf(this.#setup.step ?? { name: 'idle' }));
    }
    const step = this.#verify?.step ?? { name: 'enter' };
    if (step.name === 'done') return renderSignedIn(step.verification.user.loginId);
    if (step.name === 'failed') return this.isErrorHidden ? html`` : renderFailure(step.error);
    return this.#renderSignIn(codeEntryOf(step));
  }

  protected override updated(): void {
    const step = this.#flow?.step;
    if (!step) return;
    const entry = codeEntryOf(step);
    showStates(this.#internals, [
      step.name,
      ...(isAboutDigits(entry.notice) ? ['invalid'] : []),
      ...(entry.retryAt ? ['waiting'] : []),
    ]);
    if (!this.#shown && !this.#isInSetup) this.dispatchEvent(new TotpReadyEvent());
    this.#moveFocus(entry, this.#shown);
    this.#shown = entry;
  }

  #renderSignIn(entry: CodeEntry): TemplateResult {
    return renderCard({
      title: messages.signInTitle,
      intro: messages.signInIntro,
      content: html`
        <form novalidate @submit=${onSubmit(() => this.#submit())}>
          ${this.#knownLoginId ? nothing : this.#renderLoginId(entry)}
          ${this.#renderCode(messages.signInCode, entry)}
          ${this.#renderSubmit(messages.signInSubmit, entry)}
        </form>
      `,
    });
  }

  #renderConfirmation(entry: CodeEntry): TemplateResult {
    return html`
      <form class="confirmation" novalidate @submit=${onSubmit(() => this.#submit())}>
        ${this.#renderCode(messages.codeStep, entry)}
        ${this.#renderSubmit(messages.confirmSubmit, entry)}
      </form>
    `;
  }

  #renderLoginId({ phase, notice }: CodeEntry): TemplateResult {
    return renderLoginIdField({
      value: this.typedLoginId,
      notice: notice && isAboutLoginId(notice) ? describeNotice(notice, messages) : undefined,
      isReadOnly: phase === 'checking',
      onInput: (value) => {
        this.typedLoginId = value;
        this.#verify?.dismissNotice();
      },
    });
  }

  #renderCode(label: string, { phase, notice }: CodeEntry): TemplateResult {
    const { hint } = this.#code;
    return html`
      <div>
        <label class="field-label" part="label" for="code">${label}</label>
        ${this.#code.render({
          id: 'code',
          describedBy: 'code-hint code-notice',
          isInvalid: isAboutDigits(notice),
          state: phase,
        })}
        <p class="hint" part="hint" id="code-hint" role="status">${hint && messages[hint]}</p>
        ${renderNotice('code-notice', this.#wordCodeNotice(notice))}
      </div>
    `;
  }

  #renderSubmit(label: string, { phase, notice, retryAt }: CodeEntry): TemplateResult {
    return renderSubmit({
      label: isOutage(notice) ? messages.tryAgain : label,
      isBusy: phase === 'checking',
      waitSeconds: this.#countdown.secondsUntil(retryAt),
    });
  }

  #wordCodeNotice(notice: Notice | undefined): string | undefined {
    if (!notice) return undefined;
    const asksLoginId = !this.#setup.flow && !this.#knownLoginId;
    if (asksLoginId && isAboutLoginId(notice)) return undefined;
    return asksLoginId && isWrongCode(notice)
      ? messages.signInRefused
      : describeNotice(notice, messages);
  }

  #submit(): void {
    const code = this.#code.value;
    if (this.#setup.flow) void this.#setup.flow.confirm(code);
    else void this.#verify?.submit({ loginId: this.#knownLoginId ?? this.typedLoginId, code });
  }

  #onStep(step: VerifyStep, previous: VerifyStep): void {
    const isAnnounced = announceStep(this, step, previous);
    this.isErrorHidden = !isAnnounced;
    if (!isAnnounced) this.#verify?.dismissNotice();
    if (step.name === 'done' && previous.name !== 'done') {
      const { user, session } = step.verification;
      const { action } = this;
      this.dispatchEvent(new TotpSuccessEvent({ action, user, session, firstSeen: false }));
    }
    if (step.name === 'enter' && typeof step.notice === 'string') {
      void focusInside(this, isAboutLoginId(step.notice) ? '#login-id' : '#code');
    }
  }

  #onSetupStep(step: SetupStep): void {
    if (step.name === 'enroll' && step.notice === 'code_incomplete')
      void focusInside(this, '#code');
  }

  /** A wrong code is selected, so that the next one replaces it. */
  #moveFocus({ phase, notice }: CodeEntry, before: CodeEntry | undefined): void {
    if (isWrongCode(notice) && notice !== before?.notice) this.#code.selectIfFocused();
    else if (before && phase !== before.phase) this.#code.showSelection();
    if (this.#verify?.step.name === 'done' && before?.phase !== phase)
      void focusInside(this, '#title');
  }
}

function renderSignedIn(loginId: string): TemplateResult {
  return renderMessageScreen({
    mood: 'success',
    title: messages.signedInTitle,
    text: withLoginId(messages.signedInText, loginId),
  });
}

declare global {
  interface HTMLElementTagNameMap {
    'totp-verify': TotpVerifyElement;
  }
}
