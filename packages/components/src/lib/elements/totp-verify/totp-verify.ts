import { TotpError } from '@totp-kit/protocol/errors';
import { type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { isAboutLoginId } from '../../about-login-id.ts';
import type { Credentials } from '../../client/totp-client.ts';
import { CodeField } from '../../code-field/code-field.ts';
import { codeFieldStyles } from '../../code-field/code-field.styles.ts';
import { SetupConsumer } from '../../context.ts';
import { TotpReadyEvent } from '../../events.ts';
import { focusInside } from '../../focus-inside.ts';
import { FollowFlow } from '../../follow-flow.ts';
import type { Notice } from '../../flow/notice.ts';
import type { SetupFlow, SetupStep } from '../../flow/setup-flow.ts';
import type { VerifyAction, VerifyFlow, VerifyStep } from '../../flow/verify-flow.ts';
import { FormFieldElement } from '../../form-field-element.ts';
import { loadPageScreens } from '../../load-page-screens.ts';
import { coreEn } from '../../messages/core-en.ts';
import type { Words } from '../../screen-parts.ts';
import { controls } from '../../styles/controls.ts';
import { screens } from '../../styles/screens.ts';
import { tokens } from '../../styles/tokens.ts';
import { currentAnswers, loadAnswers } from '../load-answers.ts';
import { loadRecoveryParts } from '../load-recovery-parts.ts';
import { codeEntryOf, isAboutDigits, isWrongCode, type CodeEntry } from './code-entry.ts';
import type { RecoveryEntry } from './recovery-entry.ts';
import { totpVerifyStyles } from './totp-verify.styles.ts';
import {
  renderCode,
  renderConfirmation,
  renderField,
  renderSignIn,
  type AnswerView,
  type FieldView,
} from './verify-screens.ts';

const beginsAnew = ['server', 'client', 'storage', 'action', 'ticket'] as const;

/**
 * The code field and its screen. Alone on a page it signs people in; inside `<totp-setup>` it confirms the enrollment
 * and leaves the events to it; with a `name` inside a `<form>` it is a field of that form. The sixth digit sends the
 * code; any script's digits will do, and so will "123 456". With a `ticket`, the site's backend says who it is, and
 * gets a proof: in the event, or as the value of the field, whose form is sent once the code is found right.
 *
 * @summary Signs people in by the code of their authenticator app.
 *
 * @fires {TotpReadyEvent} totp-ready - The screen is shown.
 * @fires {TotpStepEvent} totp-step - The screen is at another step: `enter`, `verifying`, `failed`, `done`.
 * @fires {TotpSuccessEvent} totp-success - The person is signed in, or confirmed; carries user and session or, with a ticket, proof.
 * @fires {TotpErrorEvent} totp-error - Something went wrong; cancel it to keep the element's message away.
 *
 * @slot - Replaces the screen that asks for the code.
 * @slot enter - The same.
 * @slot done - Replaces the screen that says it worked.
 * @slot failed - Replaces the screen that says that there is no server to ask, or that the ticket is no good.
 * @slot error-<code> - Replaces the message of an error, such as `error-invalid_code`.
 *
 * @csspart screen - The whole screen.
 * @csspart title - Its title.
 * @csspart intro - The sentence below the title.
 * @csspart login-id - The field of the login ID.
 * @csspart label - The label of the code field.
 * @csspart code-field - The code field with its cells.
 * @csspart cell - One of the six cells.
 * @csspart code-input - The real input over the cells.
 * @csspart recovery-code - The field of a recovery code.
 * @csspart hint - The hint below the code field.
 * @csspart submit - The button.
 * @csspart link - The way to another way of signing in.
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
 * @cssstate failed - There is no server to ask, or the ticket is no good.
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
export class TotpVerifyElement extends FormFieldElement {
  static override styles = [tokens, controls, screens, codeFieldStyles, totpVerifyStyles];

  static override properties: PropertyDeclarations = {
    action: {},
    manualSubmit: { type: Boolean, attribute: 'manual-submit' },
    typedLoginId: { state: true },
    recovery: { state: true },
    isStuck: { state: true },
  };

  /** `sign-in` begins a session, `step-up` confirms who is signed in; with a ticket, it is only what the screen says. */
  action: VerifyAction = 'sign-in';

  /** The last digit sends nothing; the button, or the form, does. */
  manualSubmit = false;

  private typedLoginId = '';
  private recovery: RecoveryEntry | undefined;
  private isStuck = false;

  readonly #setup = new SetupConsumer(this, (step) => this.#onSetupStep(step));
  readonly #following = new FollowFlow<VerifyStep>(this, (step, previous) =>
    this.#onStep(step, previous),
  );
  readonly #code = new CodeField(this, {
    onEdit: () => this.flow?.dismissNotice(),
    onComplete: () => {
      if (!this.manualSubmit) this.#submit();
    },
  });
  #verify: VerifyFlow | undefined;
  #shown: CodeEntry | undefined;

  constructor() {
    super();
    this.addEventListener('focusin', () => void this.prepare());
    this.addEventListener('click', (event) => {
      // A label of the page's.
      if (event.composedPath()[0] === this) this.focus();
    });
    this.addEventListener('keydown', ({ key, isComposing }) => {
      // The form does not see the input, so Enter would do nothing.
      if (key === 'Enter' && !isComposing && this.isField) this.#submit();
    });
  }

  get value(): string {
    if (!this.ticket) return this.#code.value;
    const step = this.#verify?.step;
    return step?.name === 'done' ? (step.verification.proof ?? '') : '';
  }

  /** @internal */
  get entered(): string {
    return this.recovery?.value ?? this.#code.value;
  }

  protected override fill(value: string): void {
    void this.#code.fill(value);
  }

  protected override get isField(): boolean {
    return super.isField && !this.#isInSetup;
  }

  protected override get complaint(): string {
    const answers = currentAnswers();
    return answers
      ? this.language.in(answers.answerEn).code_incomplete
      : this.language.in(coreEn).signInCode;
  }

  /** @internal */
  override formResetCallback(): void {
    super.formResetCallback();
    if (this.ticket) this.recovery = this.#verify = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A page without a server to ask shall hear of it before anybody types.
    if (this.name || this.#isInSetup || !(this.client ?? this.server)) void this.prepare();
  }

  /** @internal */
  readonly mainScreen = 'enter';

  /** @internal */
  get screen(): string {
    const name = this.#verify?.step.name;
    return name === 'done' || name === 'failed' ? name : 'enter';
  }

  /** @internal */
  get flow(): SetupFlow | VerifyFlow | undefined {
    return this.#setup.flow ?? this.#verify;
  }

  /** @internal */
  describe(notice: Notice): string | undefined {
    return currentAnswers()?.describe(this, notice, this.#refusal);
  }

  /** @internal Loads what is needed once somebody answers. */
  async prepare(): Promise<void> {
    this.isStuck = !(await loadAnswers());
    // Without it, a form that has its proof is sent by its own button.
    if (this.ticket && this.isField)
      await loadPageScreens()
        .then(({ sendProof }) => sendProof(this))
        .catch(() => {});
    this.requestUpdate();
    await this.updateComplete;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // A page whose backend gave none shall not fall back to signing in: no server takes this one.
    if (this.ticket === '') this.ticket = 'none';
    if (beginsAnew.some((name) => changed.has(name))) this.#verify = undefined;
    const answers = currentAnswers();
    if (!answers || this.#verify || this.#isInSetup || (this.isField && !this.ticket)) return;
    const { action, ticket, clock } = this;
    const client = answers.connectClient(this);
    this.#verify = new answers.VerifyFlow({ client, action, ticket, clock });
    this.#following.follow(this.#verify);
    void this.#verify.start();
  }

  protected override render(): TemplateResult {
    const view = this.#viewOf(this.#entry);
    if (this.#isInSetup) return renderConfirmation(view);
    if (!this.isField)
      return this.ownScreens.render() ?? this.#renderEnd() ?? this.#renderSignIn(view);
    if (!this.ticket || this.isFormDisabled) return renderCode(view);
    return this.#renderEnd() ?? renderField(this.#answerable(view));
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const entry = this.#entry;
    this.showStates(
      this.flow?.step.name ?? 'enter',
      ...(isAboutDigits(entry.notice) ? ['invalid'] : []),
      ...(entry.retryAt ? ['waiting'] : []),
    );
    if (!this.#shown && !this.#isInSetup) this.dispatchEvent(new TotpReadyEvent());
    this.#moveFocus(entry, this.#shown);
    this.#shown = entry;
  }

  get #asksLoginId(): boolean {
    return this.action === 'sign-in' && !this.loginId && !this.ticket && !this.#isInSetup;
  }

  /** Whether an enrollment is to be confirmed, even if its element is not defined or not ready yet. */
  get #isInSetup(): boolean {
    return this.#setup.flow !== undefined || this.closest('totp-setup, totp-flow') !== null;
  }

  get #entry(): CodeEntry {
    if (this.isFormDisabled) return { phase: 'closed' };
    return codeEntryOf(this.flow?.step ?? { name: this.#isInSetup ? 'idle' : 'enter' });
  }

  #renderEnd(): TemplateResult | undefined {
    const step = this.#verify?.step;
    const answers = currentAnswers();
    if (step?.name === 'failed') return answers?.renderFailure(this, step.error);
    if (step?.name !== 'done') return undefined;
    const { user } = step.verification;
    return answers?.renderEnding(this, (endings) => endings.renderVerified(this, user.loginId));
  }

  #renderSignIn(view: AnswerView): TemplateResult {
    const { texts, entry } = view;
    return renderSignIn({
      ...this.#answerable(view),
      title: this.action === 'step-up' ? texts.stepUpTitle : texts.signInTitle,
      intro: this.recovery?.intro ?? texts.signInIntro,
      loginId: this.#asksLoginId && {
        value: this.typedLoginId,
        notice: isAboutLoginId(entry.notice) ? this.#word(entry.notice) : undefined,
        onInput: (value) => {
          this.typedLoginId = value;
          this.#verify?.dismissNotice();
        },
      },
    });
  }

  /** With the way to a recovery code, and back. */
  #answerable(view: AnswerView): FieldView {
    const { recovery } = this;
    return {
      ...view,
      otherField: recovery?.render({
        words: view.words,
        isReadOnly: view.entry.phase === 'checking',
        onEdit: () => this.#verify?.dismissNotice(),
      }),
      otherWay: recovery?.otherWay ?? view.texts.useRecoveryCode,
      onOtherWay: () => void this.#goOtherWay(),
    };
  }

  #viewOf(entry: CodeEntry): AnswerView {
    const texts = this.language.in(coreEn);
    const mayPass = this.isStuck || currentAnswers()?.mayPass(this, entry.notice);
    const isConfirming = this.#isInSetup || this.action === 'step-up';
    const label = isConfirming ? texts.confirmSubmit : texts.signInSubmit;
    return {
      texts,
      entry,
      field: this.#code,
      label: this.#isInSetup ? texts.codeStep : texts.signInCode,
      words:
        this.#asksLoginId && isAboutLoginId(entry.notice) ? undefined : this.#word(entry.notice),
      submit: {
        label: mayPass ? texts.tryAgain : label,
        waiting: currentAnswers()?.wordWait(this, entry.retryAt),
      },
      onSubmit: () => this.#submit(),
    };
  }

  #word(notice: Notice | undefined): Words | undefined {
    const { hidesErrors } = this.#setup.host ?? this;
    return currentAnswers()?.wordNotice(this, notice, { hidesErrors, refusal: this.#refusal });
  }

  /** What was wrong, where it need not be the code. */
  get #refusal(): string | undefined {
    const answers = currentAnswers();
    return (
      this.recovery?.refusal(this.#asksLoginId) ??
      (this.#asksLoginId && answers ? this.language.in(answers.answerEn).signInRefused : undefined)
    );
  }

  #submit(): void {
    // The form has the last digit after the next update.
    if (this.isField && !this.ticket)
      void this.updateComplete.then(() => this.form?.requestSubmit());
    else if (this.#setup.flow) void this.#setup.flow.confirm(this.#code.value);
    else void this.answer();
  }

  /** @internal Asks the server about what is entered. */
  async answer(): Promise<void> {
    const loginId = this.#asksLoginId ? this.typedLoginId : (this.loginId ?? '');
    const secret = this.recovery ? 'recoveryCode' : 'code';
    const credentials: Credentials = { loginId, [secret]: this.entered };
    if (!this.#verify || this.isField) await this.prepare();
    await this.#verify?.submit(credentials);
  }

  async #goOtherWay(): Promise<void> {
    const parts = this.recovery ? undefined : await loadRecoveryParts().catch(() => undefined);
    this.recovery = parts && new parts.RecoveryEntry(this);
    this.#verify?.dismissNotice();
    void focusInside(this, 'input:not([readonly])');
  }

  #onStep(step: VerifyStep, previous: VerifyStep): void {
    const answers = currentAnswers();
    const flow = this.#verify;
    if (!answers || !flow) return;
    answers.announceStep(this, { step, previous, flow });
    if (step.name === 'done') {
      const { action } = this;
      this.dispatchEvent(
        new answers.TotpSuccessEvent({ action, firstSeen: false, ...step.verification }),
      );
    }
    this.#clearIgnored(step);
    if (step.name === 'enter' && typeof step.notice === 'string') {
      void focusInside(this, isAboutLoginId(step.notice) ? '#login-id' : '#code, #recovery-code');
    }
  }

  #onSetupStep(step: SetupStep): void {
    this.#clearIgnored(step);
    if (step.name === 'enroll' && step.notice === 'code_incomplete')
      void focusInside(this, '#code');
  }

  /** Where nobody deals with errors, the field is empty again, and so it is when there is nothing to take a code for. */
  #clearIgnored(step: SetupStep | VerifyStep): void {
    const { errors } = this.#setup.host ?? this;
    const { phase, notice } = codeEntryOf(step);
    if (phase === 'closed') this.recovery = undefined;
    else if (errors !== 'ignore' || !(notice instanceof TotpError)) return;
    this.recovery?.clear();
    this.fill('');
  }

  /** A wrong code is selected, so that the next one replaces it. */
  #moveFocus({ phase, notice }: CodeEntry, before: CodeEntry | undefined): void {
    if (isWrongCode(notice) && notice !== before?.notice) this.#code.selectIfFocused();
    else if (before && phase !== before.phase) this.#code.showSelection();
    if (before?.phase === 'checking' && this.screen !== 'enter')
      void currentAnswers()?.focusEnding(this);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'totp-verify': TotpVerifyElement;
  }
}
