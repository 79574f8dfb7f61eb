import type { ConsoleClient } from '@totp-kit/components/console.js';
import { administrators, configuration, inMinutes, sessionOf, sessionTimes } from './answers.ts';

type Calls = { [Method in keyof ConsoleClient]: Parameters<ConsoleClient[Method]>[] };

/** A console's client that answers well, except where a test says otherwise, and remembers what it was asked. */
export class ScriptedConsole implements ConsoleClient {
  readonly calls: Calls = {
    session: [],
    continueSession: [],
    signOut: [],
    configuration: [],
    administrators: [],
    addAdministrator: [],
    changeRole: [],
    resetAdministrator: [],
    removeAdministrator: [],
  };

  readonly #answers: Partial<ConsoleClient>;

  constructor(answers: Partial<ConsoleClient> = {}) {
    this.#answers = answers;
  }

  /** Changes what it answers from now on. */
  answer(answers: Partial<ConsoleClient>): void {
    Object.assign(this.#answers, answers);
  }

  async session(): ReturnType<ConsoleClient['session']> {
    this.calls.session.push([]);
    return this.#answers.session ? this.#answers.session() : sessionOf('administrator');
  }

  async continueSession(): ReturnType<ConsoleClient['continueSession']> {
    this.calls.continueSession.push([]);
    return this.#answers.continueSession?.() ?? sessionTimes;
  }

  async signOut(...asked: Parameters<ConsoleClient['signOut']>): Promise<void> {
    this.calls.signOut.push(asked);
    await this.#answers.signOut?.(...asked);
  }

  async configuration(): ReturnType<ConsoleClient['configuration']> {
    this.calls.configuration.push([]);
    return this.#answers.configuration?.() ?? configuration;
  }

  async administrators(): ReturnType<ConsoleClient['administrators']> {
    this.calls.administrators.push([]);
    return this.#answers.administrators?.() ?? administrators;
  }

  async addAdministrator(
    ...asked: Parameters<ConsoleClient['addAdministrator']>
  ): ReturnType<ConsoleClient['addAdministrator']> {
    this.calls.addAdministrator.push(asked);
    return this.#answers.addAdministrator?.(...asked) ?? invitation;
  }

  async changeRole(
    ...asked: Parameters<ConsoleClient['changeRole']>
  ): ReturnType<ConsoleClient['changeRole']> {
    this.calls.changeRole.push(asked);
    return this.#answers.changeRole?.(...asked) ?? invitation.administrator;
  }

  async resetAdministrator(
    ...asked: Parameters<ConsoleClient['resetAdministrator']>
  ): ReturnType<ConsoleClient['resetAdministrator']> {
    this.calls.resetAdministrator.push(asked);
    return this.#answers.resetAdministrator?.(...asked) ?? invitation;
  }

  async removeAdministrator(
    ...asked: Parameters<ConsoleClient['removeAdministrator']>
  ): Promise<void> {
    this.calls.removeAdministrator.push(asked);
    await this.#answers.removeAdministrator?.(...asked);
  }
}

export const invitation: Awaited<ReturnType<ConsoleClient['addAdministrator']>> = {
  administrator: {
    administratorId: 'admin_3',
    loginId: 'helper',
    role: 'support',
    createdAt: inMinutes(0),
    hasAuthenticator: false,
    invitedUntil: inMinutes(60),
    isYou: false,
  },
  url: 'https://auth.example/console/join#invitation=invitation_secret',
  expiresAt: inMinutes(60),
};
