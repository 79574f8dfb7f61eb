import { TotpError, type ErrorCode, type TotpErrorOptions } from '@totp-kit/protocol/errors';
import type { TotpClient } from '../client/totp-client.ts';
import { confirmation, enrollment, settings, ticketVerification, verification } from './answers.ts';
import { ScriptedSelfService } from './scripted-self-service.ts';

type Calls = { [Method in keyof TotpClient]: Parameters<TotpClient[Method]>[] };

/** A client that answers well, except where a test says otherwise, and remembers what it was asked. */
export class ScriptedClient implements TotpClient {
  readonly calls: Calls = {
    startEnrollment: [],
    confirmEnrollment: [],
    cancelEnrollment: [],
    verify: [],
    answerTicket: [],
    stepUp: [],
    selfService: [],
    settings: [],
    hasAccount: [],
    session: [],
    accessToken: [],
    signOut: [],
  };

  readonly #answers: Partial<TotpClient>;

  constructor(answers: Partial<TotpClient> = {}) {
    this.#answers = answers;
  }

  /** Changes what it answers from now on. */
  answer(answers: Partial<TotpClient>): void {
    Object.assign(this.#answers, answers);
  }

  async startEnrollment(
    ...asked: Parameters<TotpClient['startEnrollment']>
  ): ReturnType<TotpClient['startEnrollment']> {
    this.calls.startEnrollment.push(asked);
    return this.#answers.startEnrollment?.(...asked) ?? enrollment;
  }

  async confirmEnrollment(
    ...asked: Parameters<TotpClient['confirmEnrollment']>
  ): ReturnType<TotpClient['confirmEnrollment']> {
    this.calls.confirmEnrollment.push(asked);
    return this.#answers.confirmEnrollment?.(...asked) ?? confirmation;
  }

  async cancelEnrollment(...asked: Parameters<TotpClient['cancelEnrollment']>): Promise<void> {
    this.calls.cancelEnrollment.push(asked);
    await this.#answers.cancelEnrollment?.(...asked);
  }

  async verify(...asked: Parameters<TotpClient['verify']>): ReturnType<TotpClient['verify']> {
    this.calls.verify.push(asked);
    return this.#answers.verify?.(...asked) ?? verification;
  }

  async answerTicket(
    ...asked: Parameters<TotpClient['answerTicket']>
  ): ReturnType<TotpClient['answerTicket']> {
    this.calls.answerTicket.push(asked);
    return this.#answers.answerTicket?.(...asked) ?? ticketVerification;
  }

  async stepUp(...asked: Parameters<TotpClient['stepUp']>): ReturnType<TotpClient['stepUp']> {
    this.calls.stepUp.push(asked);
    return this.#answers.stepUp?.(...asked) ?? verification;
  }

  async selfService(
    ...asked: Parameters<TotpClient['selfService']>
  ): ReturnType<TotpClient['selfService']> {
    this.calls.selfService.push(asked);
    return this.#answers.selfService?.(...asked) ?? new ScriptedSelfService();
  }

  async settings(): ReturnType<TotpClient['settings']> {
    this.calls.settings.push([]);
    return this.#answers.settings?.() ?? settings;
  }

  async hasAccount(loginId: string): Promise<boolean> {
    this.calls.hasAccount.push([loginId]);
    return this.#answers.hasAccount?.(loginId) ?? false;
  }

  async session(): ReturnType<TotpClient['session']> {
    this.calls.session.push([]);
    return this.#answers.session?.();
  }

  async accessToken(): Promise<string | undefined> {
    this.calls.accessToken.push([]);
    return this.#answers.accessToken?.();
  }

  async signOut(...asked: Parameters<TotpClient['signOut']>): Promise<void> {
    this.calls.signOut.push(asked);
    await this.#answers.signOut?.(...asked);
  }
}

/** An answer that is an error. */
export function refuse(code: ErrorCode, options?: TotpErrorOptions): () => Promise<never> {
  return () => Promise.reject(new TotpError(code, options));
}

/** An answer that never comes. */
export function neverAnswer(): Promise<never> {
  return new Promise(() => {});
}
