import type { Confirmation, Enrollment, StartEnrollmentBody } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import { systemClock, type Clock } from '../clock.ts';
import { connect, Flow, type ClientSource } from './flow.ts';
import { findCodeFault, findLoginIdFault, retryTime, toTotpError, type Notice } from './notice.ts';

export type SetupAction = 'sign-up' | 'update-user';

/**
 * - `idle`: not started, or waiting for the ticket.
 * - `identify`: the login ID is asked for. With `retryAt`, not before that time (milliseconds since the epoch).
 * - `starting`: the server makes a key.
 * - `enroll`: key and QR code are shown, the first code is asked for.
 * - `confirming`: the server looks at the code.
 * - `expired`: the enrollment has ended unconfirmed; starting again makes a new key.
 * - `failed`: no enrollment could be started; starting again may help.
 * - `recovery-codes`: the authenticator is confirmed; the recovery codes are shown, once, until they are saved.
 * - `done`: the authenticator is confirmed.
 */
export type SetupStep =
  | { readonly name: 'idle' }
  | {
      readonly name: 'identify';
      readonly loginId: string;
      readonly notice?: Notice | undefined;
      readonly retryAt?: number | undefined;
    }
  | {
      readonly name: 'starting';
      readonly loginId: string;
      /** The step that it was started from, which stays in sight meanwhile. */
      readonly from: SetupStep;
    }
  | {
      readonly name: 'enroll';
      readonly enrollment: Enrollment;
      readonly notice?: Notice | undefined;
      readonly retryAt?: number | undefined;
    }
  | { readonly name: 'confirming'; readonly enrollment: Enrollment }
  | { readonly name: 'expired' }
  | { readonly name: 'failed'; readonly error: TotpError; readonly retryAt?: number | undefined }
  | { readonly name: 'recovery-codes'; readonly confirmation: ConfirmationWithCodes }
  | { readonly name: 'done'; readonly confirmation: Confirmation };

/** A first authenticator comes with recovery codes. */
export type ConfirmationWithCodes = Confirmation & { readonly recoveryCodes: readonly string[] };

export interface SetupFlowOptions {
  /** Whom to ask. */
  readonly client: ClientSource;
  readonly action: SetupAction;
  /** Known to the page, so not asked for. */
  readonly loginId?: string | undefined;
  /** Says for whom it is. A `sign-up` still names the login ID, which is the ticket's. */
  readonly ticket?: string | undefined;
  /** Whether an `update-user` without a ticket is for who is signed in, which the page has made sure of. */
  readonly isSignedIn?: boolean;
  /** A name for the authenticator. */
  readonly label?: string | undefined;
  /** The authenticator (its ID) that an `update-user` ends once the new one is confirmed. */
  readonly replaces?: string | undefined;
  readonly clock?: Clock;
}

/** A page may set the ticket a moment after the element. */
const ticketGraceMs = 1_000;

/** A remaining time outside of these says that this device's clock is wrong: then only the server tells the end. */
const leastRemainingMs = 60_000;
const mostRemainingMs = 86_400_000;

/** Setting an authenticator up: login ID, key, first code. */
export class SetupFlow extends Flow<SetupStep> {
  readonly #options: SetupFlowOptions;
  readonly #clock: Clock;
  /** The login ID that was typed last, so that starting again does not ask for it. */
  #loginId: string;
  /** Ends the timer of the step before. */
  #cancelTimer: () => void = () => {};

  constructor(options: SetupFlowOptions) {
    super({ name: 'idle' });
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#loginId = options.loginId ?? '';
  }

  /** The login ID, as far as it is known. */
  get loginId(): string {
    return this.#loginId;
  }

  /** Whether the person is asked for their login ID, because neither the page nor a ticket says it. */
  get asksLoginId(): boolean {
    return this.#options.action === 'sign-up' && !this.#options.loginId;
  }

  /** Begins, and begins again after `expired` and `failed`: what was typed is not asked for twice. */
  async start(): Promise<void> {
    const { action, ticket, isSignedIn } = this.#options;
    const isReady = action === 'sign-up' || Boolean(ticket) || isSignedIn;
    if (!isReady && this.step.name === 'idle') return this.#awaitTicket();
    if (this.#loginId || !this.asksLoginId) return this.#startEnrollment();
    this.enter({ name: 'identify', loginId: '' });
    try {
      await connect(this.#options.client);
    } catch (reason) {
      if (this.step.name === 'identify') this.#fail(toTotpError(reason));
    }
  }

  /** Takes the login ID and makes a key for it. */
  async identify(loginId: string): Promise<void> {
    if (this.step.name !== 'identify' || this.step.retryAt) return;
    this.#loginId = loginId.trim();
    const notice = findLoginIdFault(loginId);
    if (notice) return this.enter({ name: 'identify', loginId, notice });
    await this.#startEnrollment();
  }

  /** Takes the first code. After a wrong one the same enrollment goes on. */
  async confirm(code: string): Promise<void> {
    if (this.step.name !== 'enroll' || this.step.retryAt) return;
    const { enrollment } = this.step;
    const notice = findCodeFault(code);
    if (notice) return this.enter({ ...this.step, notice });

    const step: SetupStep = { name: 'confirming', enrollment };
    this.enter(step);
    try {
      const client = await connect(this.#options.client);
      const confirmation = await client.confirmEnrollment(enrollment.enrollmentId, code);
      if (this.#isAt(step)) this.#leaveFor(confirmedStep(confirmation));
    } catch (reason) {
      if (this.#isAt(step)) this.#refuseCode(enrollment, toTotpError(reason));
    }
  }

  /** The recovery codes are saved, which nobody but the person knows. */
  acknowledge(): void {
    if (this.step.name !== 'recovery-codes') return;
    // They were shown once; nothing keeps them.
    const { user, session, proof, returnUrl, firstSeen } = this.step.confirmation;
    this.enter({ name: 'done', confirmation: { user, session, proof, returnUrl, firstSeen } });
  }

  /** Goes back to the login ID and gives the enrollment up. */
  changeLoginId(): void {
    if (this.step.name !== 'enroll' || !this.asksLoginId) return;
    const { enrollmentId } = this.step.enrollment;
    // An enrollment that is not given up ends by itself, so nobody waits for this answer.
    connect(this.#options.client)
      .then((client) => client.cancelEnrollment(enrollmentId))
      .catch(() => {});
    this.#leaveFor({ name: 'identify', loginId: this.#loginId });
  }

  /** Takes the notice away, because the person or the page has dealt with it. */
  dismissNotice(): void {
    const { step } = this;
    if ((step.name !== 'enroll' && step.name !== 'identify') || !step.notice) return;
    this.enter({ ...step, notice: undefined });
  }

  async #startEnrollment(): Promise<void> {
    const step: SetupStep = { name: 'starting', loginId: this.#loginId, from: this.step };
    this.#leaveFor(step);
    try {
      const enrollment = await this.#askForKey();
      if (!this.#isAt(step)) return;
      this.enter({ name: 'enroll', enrollment });
      this.#expireInTime(enrollment);
    } catch (reason) {
      if (this.#isAt(step)) this.#refuseStart(toTotpError(reason));
    }
  }

  async #askForKey(): Promise<Enrollment> {
    const { action, label, replaces, ticket, client } = this.#options;
    const body = {
      action,
      ...(action === 'sign-up' && { loginId: this.#loginId }),
      ...(label && { label }),
      ...(replaces && { replaces }),
    } as StartEnrollmentBody;
    const enrollment = await (
      await connect(client)
    ).startEnrollment(body, ticket ? { ticket } : {});
    // Only what an authenticator app understands ever becomes a link or a QR code, whatever a server answers.
    if (!enrollment.provisioningUrl.startsWith('otpauth://totp/')) {
      throw new TotpError('server_unrecognized');
    }
    return enrollment;
  }

  #refuseStart(error: TotpError): void {
    if (!this.asksLoginId || !isWorthTypingAgain(error)) return this.#fail(error);
    this.#askLoginIdAgain(error);
  }

  #refuseCode(enrollment: Enrollment, error: TotpError): void {
    switch (error.code) {
      case 'enrollment_expired':
      case 'not_found':
        return this.#leaveFor({ name: 'expired' });
      case 'login_id_taken':
        return this.asksLoginId ? this.#askLoginIdAgain(error) : this.#fail(error);
      case 'enrollment_confirmed':
      case 'ticket_invalid':
      case 'sign_up_closed':
      case 'limit_reached':
        return this.#fail(error);
      default: {
        const retryAt = retryTime(error, this.#clock.now());
        this.enter({ name: 'enroll', enrollment, notice: error, retryAt });
        this.endWaiting(this.#clock, retryAt, { name: 'enroll', enrollment });
      }
    }
  }

  #askLoginIdAgain(error: TotpError): void {
    const retryAt = retryTime(error, this.#clock.now());
    const loginId = this.#loginId;
    this.#leaveFor({ name: 'identify', loginId, notice: error, retryAt });
    this.endWaiting(this.#clock, retryAt, { name: 'identify', loginId });
  }

  #fail(error: TotpError): void {
    const retryAt = retryTime(error, this.#clock.now());
    this.#leaveFor({ name: 'failed', error, retryAt });
    this.endWaiting(this.#clock, retryAt, { name: 'failed', error });
  }

  #awaitTicket(): void {
    this.#leaveFor({ name: 'idle' });
    this.#cancelTimer = this.#clock.after(ticketGraceMs, () => {
      const message = 'update-user needs the property `ticket`.';
      this.#fail(new TotpError('ticket_invalid', { message }));
    });
  }

  /** Whether an answer still matters: the person may have gone elsewhere while it was on its way. */
  #isAt(step: SetupStep): boolean {
    return this.step === step;
  }

  /** Moves to a step in which the timer of the one before means nothing. */
  #leaveFor(step: SetupStep): void {
    this.#cancelTimer();
    this.enter(step);
  }

  #expireInTime({ expiresAt }: Enrollment): void {
    const remainingMs = Date.parse(expiresAt) - this.#clock.now();
    if (!(remainingMs >= leastRemainingMs && remainingMs <= mostRemainingMs)) return;
    this.#cancelTimer = this.#clock.after(remainingMs, () => {
      // A code that is on its way is still the server's to judge.
      if (this.step.name === 'enroll') this.enter({ name: 'expired' });
    });
  }
}

/** Whether a refused start is answered beside the login ID's field, where it can be sent again. */
function isWorthTypingAgain({ code }: TotpError): boolean {
  return ![
    'sign_up_closed',
    'ticket_invalid',
    'origin_not_allowed',
    'server_unrecognized',
  ].includes(code);
}

function confirmedStep(confirmation: Confirmation): SetupStep {
  const { recoveryCodes } = confirmation;
  return recoveryCodes?.length
    ? { name: 'recovery-codes', confirmation: { ...confirmation, recoveryCodes } }
    : { name: 'done', confirmation };
}
