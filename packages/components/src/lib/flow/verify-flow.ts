import type { Verification } from '@totp-kit/protocol';
import type { TotpError } from '@totp-kit/protocol/errors';
import { systemClock, type Clock } from '../clock.ts';
import type { Credentials, TotpClient } from '../client/totp-client.ts';
import { connect, Flow, type ClientSource } from './flow.ts';
import {
  findCodeFault,
  findLoginIdFault,
  findRecoveryCodeFault,
  retryTime,
  toTotpError,
  type InputFault,
  type Notice,
} from './notice.ts';

/** `sign-in` begins a session; `step-up` confirms who is signed in already, so that their session is fresh again. */
export type VerifyAction = 'sign-in' | 'step-up';

/**
 * - `enter`: login ID and code are asked for. With `retryAt`, not before that time (milliseconds since the epoch).
 * - `verifying`: the server looks at them.
 * - `failed`: there is no server to ask, or the ticket is no good; a new one begins a new flow.
 * - `done`: signed in, or confirmed.
 */
export type VerifyStep =
  | { readonly name: 'enter'; readonly notice?: Notice; readonly retryAt?: number | undefined }
  | { readonly name: 'verifying' }
  | { readonly name: 'failed'; readonly error: TotpError }
  | { readonly name: 'done'; readonly verification: Verification };

export interface VerifyFlowOptions {
  /** Whom to ask. */
  readonly client: ClientSource;
  /** `sign-in` unless given. */
  readonly action?: VerifyAction;
  /** Says who it is, so that no login ID is needed; the answer is a proof instead of a session. */
  readonly ticket?: string | undefined;
  readonly clock?: Clock;
}

/** Signing in, confirming who is signed in, or answering a ticket, with a code of the authenticator app or a recovery code. */
export class VerifyFlow extends Flow<VerifyStep> {
  readonly #client: ClientSource;
  readonly #action: VerifyAction;
  readonly #ticket: string | undefined;
  readonly #clock: Clock;

  constructor({ client, action = 'sign-in', ticket, clock = systemClock }: VerifyFlowOptions) {
    super({ name: 'enter' });
    this.#client = client;
    this.#action = action;
    this.#ticket = ticket;
    this.#clock = clock;
  }

  /** Says at once when there is no server to ask; where there was none, tries again. */
  async start(): Promise<void> {
    try {
      await connect(this.#client);
      if (this.step.name === 'failed') this.enter({ name: 'enter' });
    } catch (reason) {
      if (this.step.name === 'enter') this.enter({ name: 'failed', error: toTotpError(reason) });
    }
  }

  /** Asks the server. Does nothing while an answer or a waiting time is outstanding. */
  async submit(credentials: Credentials): Promise<void> {
    if (this.step.name !== 'enter' || this.step.retryAt) return;
    const notice = this.#findFault(credentials);
    if (notice) return this.enter({ name: 'enter', notice });

    this.enter({ name: 'verifying' });
    try {
      const client = await connect(this.#client);
      this.enter({ name: 'done', verification: await this.#ask(client, credentials) });
    } catch (reason) {
      this.#refuse(toTotpError(reason));
    }
  }

  /** Takes the notice away, because the person or the page has dealt with it. */
  dismissNotice(): void {
    if (this.step.name !== 'enter' || !this.step.notice) return;
    this.enter({ name: 'enter', retryAt: this.step.retryAt });
  }

  #ask(client: TotpClient, credentials: Credentials): Promise<Verification> {
    if (this.#ticket) return client.answerTicket(this.#ticket, credentials);
    if (this.#action === 'step-up') return client.stepUp(credentials);
    return client.verify({ ...credentials, loginId: credentials.loginId?.trim() ?? '' });
  }

  #findFault({ loginId = '', code = '', recoveryCode }: Credentials): InputFault | undefined {
    return (
      (this.#ticket || this.#action === 'step-up' ? undefined : findLoginIdFault(loginId)) ??
      (recoveryCode === undefined ? findCodeFault(code) : findRecoveryCodeFault(recoveryCode))
    );
  }

  #refuse(error: TotpError): void {
    // No code makes a ticket good again that is spent, too old or not for this.
    if (error.code === 'ticket_invalid') return this.enter({ name: 'failed', error });
    const retryAt = retryTime(error, this.#clock.now());
    this.enter({ name: 'enter', notice: error, retryAt });
    this.endWaiting(this.#clock, retryAt, { name: 'enter' });
  }
}
