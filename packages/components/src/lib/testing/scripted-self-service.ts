import type { Authenticator, AuthenticatorList, OwnSession } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import type { SelfService } from '../client/self-service.ts';
import { authenticators, ownSessions, recoveryCodes } from './answers.ts';

/** What belongs to one person, kept in memory. It remembers what changed, and a test can have it refuse. */
export class ScriptedSelfService implements SelfService {
  authenticators: readonly Authenticator[] = authenticators;
  sessions: readonly OwnSession[] = ownSessions;
  recoveryCodesLeft = 8;
  /** What was done, in order. */
  readonly changes: string[] = [];

  readonly #refusals: TotpError[] = [];

  constructor(
    own: Partial<Pick<ScriptedSelfService, 'authenticators' | 'recoveryCodesLeft'>> = {},
  ) {
    Object.assign(this, own);
  }

  /** Refuses the next change. */
  refuseNext(error: TotpError): void {
    this.#refusals.push(error);
  }

  async listAuthenticators(): Promise<AuthenticatorList> {
    const { recoveryCodesLeft } = this;
    return { authenticators: [...this.authenticators], recoveryCodesLeft };
  }

  async renameAuthenticator(authenticatorId: string, label: string): Promise<Authenticator> {
    this.#change(`rename ${authenticatorId} ${label}`);
    const found = this.authenticators.find((one) => one.authenticatorId === authenticatorId);
    if (!found) throw new TotpError('not_found');
    const renamed = { ...found, label };
    this.authenticators = this.authenticators.map((one) => (one === found ? renamed : one));
    return renamed;
  }

  async removeAuthenticator(authenticatorId: string): Promise<void> {
    this.#change(`remove ${authenticatorId}`);
    if (this.authenticators.length === 1) throw new TotpError('conflict');
    this.authenticators = this.authenticators.filter(
      (one) => one.authenticatorId !== authenticatorId,
    );
  }

  async renewRecoveryCodes(): Promise<readonly string[]> {
    this.#change('renew');
    this.recoveryCodesLeft = recoveryCodes.length;
    return recoveryCodes;
  }

  async listSessions(): Promise<readonly OwnSession[]> {
    return this.sessions;
  }

  async endSession(sessionId: string): Promise<void> {
    this.#change(`end ${sessionId}`);
    this.sessions = this.sessions.filter((session) => session.sessionId !== sessionId);
  }

  async forgetBrowsers(): Promise<void> {
    this.#change('forget');
  }

  #change(change: string): void {
    const refusal = this.#refusals.shift();
    if (refusal) throw refusal;
    this.changes.push(change);
  }
}
