import type { Confirmation, Enrollment, StartEnrollmentBody } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import { systemClock, type Clock } from '../clock.ts';
import type { TotpClient } from '../client/totp-client.ts';
import { Flow } from './flow.ts';
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
  | { readonly name: 'done'; readonly confirmation: Confirmation };

export interface SetupFlowOptions {
  /** Whom to ask, or why there is nobody to ask. */
  readonly client: TotpClient | TotpError;
  readonly action: SetupAction;
  /** Known to the page, so not asked for. */
  readonly loginId?: string | undefined;
  /** Says for whom an `update-user` is. */
  readonly ticket?: string | undefined;
  /** A name for the authenticator. */
  readonly label?: string | undefined;
  /** Loads what an enrollment is shown with, while the server makes the key. */
  readonly prepare?: () => Promise<unknown>;
  readonly clock?: Clock;
}

/** A ticket that a page sets a moment after the element is no fault. */
const ticketGraceMs = 1_000;

/** A remaining time outside of these says that this device's clock is wrong: then only the server tells the end. */
const plausibleRemainingMs = { least: 60_000, most: 86_400_000 };

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

  /** Whether the person is asked for their login ID, because neither the page nor a ticket says it. */
  get asksLoginId(): boolean {
    return this.#options.action === 'sign-up' && !this.#options.loginId;
  }

  /** Begins, and begins again after `expired` and `failed`: what was typed is not asked for twice. */
  async start(): Promise<void> {
    const { client, action, ticket } = this.#options;
    if (client instanceof TotpError) return this.#fail(client);
    if (action === 'update-user' && !ticket) return this.#awaitTicket();
    if (!this.#loginId && this.asksLoginId) return this.enter({ name: 'identify', loginId: '' });
    await this.#startEnrollment(client);
  }

  /** Takes the login ID and makes a key for it. */
  async identify(loginId: string): Promise<void> {
    const { client } = this.#options;
    if (this.step.name !== 'identify' || this.step.retryAt || client instanceof TotpError) return;
    this.#loginId = loginId.trim();
    const notice = findLoginIdFault(loginId);
    if (notice) return this.enter({ name: 'identify', loginId, notice });
    await this.#startEnrollment(client);
  }

  /** Takes the first code. After a wrong one the same enrollment goes on. */
  async confirm(code: string): Promise<void> {
    const { client } = this.#options;
    if (this.step.name !== 'enroll' || this.step.retryAt || client instanceof TotpError) return;
    const { enrollment } = this.step;
    const notice = findCodeFault(code);
    if (notice) return this.enter({ ...this.step, notice });

    const step: SetupStep = { name: 'confirming', enrollment };
    this.enter(step);
    try {
      const confirmation = await client.confirmEnrollment(enrollment.enrollmentId, code);
      if (this.#isAt(step)) this.#leaveFor({ name: 'done', confirmation });
    } catch (reason) {
      if (this.#isAt(step)) this.#refuseCode(enrollment, toTotpError(reason));
    }
  }

  /** Goes back to the login ID and gives the enrollment up. */
  changeLoginId(): void {
    const { client } = this.#options;
    if (this.step.name !== 'enroll' || !this.asksLoginId || client instanceof TotpError) return;
    // An enrollment that is not given up ends by itself, so nobody waits for this answer.
    client.cancelEnrollment(this.step.enrollment.enrollmentId).catch(() => {});
    this.#leaveFor({ name: 'identify', loginId: this.#loginId });
  }

  /** Takes the notice away, because the person or the page has dealt with it. */
  dismissNotice(): void {
    const { step } = this;
    if ((step.name !== 'enroll' && step.name !== 'identify') || !step.notice) return;
    this.enter({ ...step, notice: undefined });
  }

  async #startEnrollment(client: TotpClient): Promise<void> {
    const { ticket, prepare } = this.#options;
    const step: SetupStep = {
      name: 'starting',
      loginId: this.#loginId,
      from: this.step,
    };
    this.#leaveFor(step);
    try {
      const [enrollment] = await Promise.all([
        client.startEnrollment(this.#body(), ticket ? { ticket } : {}),
        prepare?.(),
      ]);
      if (!this.#isAt(step)) return;
      this.enter({ name: 'enroll', enrollment });
      this.#expireInTime(enrollment);
    } catch (reason) {
      if (this.#isAt(step)) this.#refuseStart(toTotpError(reason));
    }
  }

  #body(): StartEnrollmentBody {
    const { action, label } = this.#options;
    const named = label ? { label } : {};
    return action === 'sign-up'
      ? { action, loginId: this.#loginId, ...named }
      : { action, ...named };
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
        this.#endWaiting(retryAt, { name: 'enroll', enrollment });
      }
    }
  }

  #askLoginIdAgain(error: TotpError): void {
    const retryAt = retryTime(error, this.#clock.now());
    const loginId = this.#loginId;
    this.#leaveFor({ name: 'identify', loginId, notice: error, retryAt });
    this.#endWaiting(retryAt, { name: 'identify', loginId });
  }

  #fail(error: TotpError): void {
    const retryAt = retryTime(error, this.#clock.now());
    this.#leaveFor({ name: 'failed', error, retryAt });
    this.#endWaiting(retryAt, { name: 'failed', error });
  }

  #awaitTicket(): void {
    this.#leaveFor({ name: 'idle' });
    this.#cancelTimer = this.#clock.after(ticketGraceMs, () => this.#fail(ticketMissing()));
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

  #endWaiting(retryAt: number | undefined, next: SetupStep): void {
    if (retryAt === undefined) return;
    this.#clock.after(retryAt - this.#clock.now(), () => {
      const { step } = this;
      if ('retryAt' in step && step.retryAt === retryAt) this.enter(next);
    });
  }

  #expireInTime({ expiresAt }: Enrollment): void {
    const remainingMs = Date.parse(expiresAt) - this.#clock.now();
    const { least, most } = plausibleRemainingMs;
    if (!(remainingMs >= least && remainingMs <= most)) return;
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

function ticketMissing(): TotpError {
  return new TotpError('ticket_invalid', {
    message:
      'action="update-user" needs a ticket. Ask your backend for one (POST /api/v1/manage/tickets) and set the `ticket` property.',
  });
}
