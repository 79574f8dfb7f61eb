import type { Authenticator, AuthenticatorList, OwnSession } from '@totp-kit/protocol';
import type { HttpRequest } from './http-exchange.ts';
import type { SelfService } from './self-service.ts';

type Send = <Answer>(request: HttpRequest) => Promise<Answer>;

/** `SelfService` over HTTP, in the name of whoever `send` speaks for. */
export class HttpSelfService implements SelfService {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  listAuthenticators(): Promise<AuthenticatorList> {
    return this.#send({ method: 'GET', path: authenticatorsPath, answers: 'authenticators' });
  }

  renameAuthenticator(authenticatorId: string, label: string): Promise<Authenticator> {
    return this.#send({
      method: 'PATCH',
      path: below(authenticatorsPath, authenticatorId),
      body: { label },
      answers: 'authenticatorId',
    });
  }

  removeAuthenticator(authenticatorId: string): Promise<void> {
    return this.#send({ method: 'DELETE', path: below(authenticatorsPath, authenticatorId) });
  }

  async renewRecoveryCodes(): Promise<readonly string[]> {
    const { recoveryCodes } = await this.#send<{ recoveryCodes: string[] }>({
      method: 'POST',
      path: 'api/v1/me/recovery-codes',
      answers: 'recoveryCodes',
    });
    return recoveryCodes;
  }

  async listSessions(): Promise<readonly OwnSession[]> {
    const { sessions } = await this.#send<{ sessions: OwnSession[] }>({
      method: 'GET',
      path: sessionsPath,
      answers: 'sessions',
    });
    return sessions;
  }

  endSession(sessionId: string): Promise<void> {
    return this.#send({ method: 'DELETE', path: below(sessionsPath, sessionId) });
  }

  forgetBrowsers(): Promise<void> {
    return this.#send({ method: 'DELETE', path: 'api/v1/me/browsers' });
  }
}

const authenticatorsPath = 'api/v1/me/authenticators';
const sessionsPath = 'api/v1/me/sessions';

function below(path: string, id: string): string {
  return `${path}/${encodeURIComponent(id)}`;
}
