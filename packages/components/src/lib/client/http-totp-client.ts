import type {
  Confirmation,
  Enrollment,
  ServerSettings,
  SessionAnswer,
  StartEnrollmentBody,
  Verification,
} from '@totp-kit/protocol';
import { systemClock, type Clock } from '../clock.ts';
import { BrowserTokens } from './browser-tokens.ts';
import { HttpExchange, type HttpRequest } from './http-exchange.ts';
import { loadSessionClient } from './load-session-client.ts';
import type { SelfService, SelfServiceOptions } from './self-service.ts';
import type { SessionClient, SessionClientOptions } from './session-client.ts';
import { TokenStorage, type TokenPlace } from './token-storage.ts';
import type { Credentials, SignInCredentials, TotpClient } from './totp-client.ts';

export interface HttpTotpClientOptions {
  /** The URL of the server, with a slash at its end. */
  readonly server: URL;
  /** Where the session is kept on pages that are not of the server's own origin; `session` unless given. */
  readonly storage?: TokenPlace | undefined;
  /** The origin of the page; the document's own unless given. */
  readonly origin?: string;
  readonly clock?: Clock;
  readonly fetch?: typeof fetch;
}

/** A `TotpClient` over HTTP: the native API of a totp-kit server. */
export class HttpTotpClient implements TotpClient {
  readonly #exchange: HttpExchange;
  readonly #tokens: TokenStorage;
  readonly #browserTokens: BrowserTokens;
  readonly #options: SessionClientOptions;
  readonly #place: TokenPlace | undefined;
  #sessionClient: SessionClient | undefined;

  constructor(options: HttpTotpClientOptions) {
    const { server, origin = location.origin, clock = systemClock } = options;
    const boundFetch: typeof fetch = options.fetch ?? ((input, init) => fetch(input, init));
    this.#exchange = new HttpExchange({ server, origin, clock, fetch: boundFetch });
    this.#tokens = new TokenStorage(server);
    this.#place = options.storage;
    this.#browserTokens = new BrowserTokens(server);
    this.#options = { server, origin, clock, exchange: this.#exchange };
  }

  async startEnrollment(
    body: StartEnrollmentBody,
    { ticket }: { ticket?: string } = {},
  ): Promise<Enrollment> {
    const request: HttpRequest = {
      method: 'POST',
      path: 'api/v1/enrollments',
      body,
      authorization: ticket && `Ticket ${ticket}`,
      answers: 'enrollmentId',
    };
    if (body.action === 'sign-up' || ticket) return this.#exchange.send<Enrollment>(request);
    return (await this.#loadSessionClient()).send<Enrollment>(request);
  }

  async confirmEnrollment(enrollmentId: string, code: string): Promise<Confirmation> {
    const confirmation = await this.#exchange.send<Confirmation>({
      method: 'POST',
      path: `${enrollmentPath(enrollmentId)}/confirmation`,
      body: { code },
      answers: 'user',
    });
    const { session, user, browserToken } = confirmation;
    this.#tokens.keep(session, this.#place);
    await this.#browserTokens.keep(user.loginId, browserToken);
    return confirmation;
  }

  cancelEnrollment(enrollmentId: string): Promise<void> {
    return this.#exchange.send<void>({ method: 'DELETE', path: enrollmentPath(enrollmentId) });
  }

  async verify(credentials: SignInCredentials): Promise<Verification> {
    const { loginId } = credentials;
    const browserToken = await this.#browserTokens.read(loginId);
    const verification = await this.#exchange.send<Verification>({
      method: 'POST',
      path: 'api/v1/verifications',
      body: { ...credentials, ...(browserToken && { browserToken }) },
      answers: 'user',
    });
    this.#tokens.keep(verification.session, this.#place);
    await this.#browserTokens.keep(loginId, verification.browserToken);
    return verification;
  }

  answerTicket(ticket: string, { code, recoveryCode }: Credentials): Promise<Verification> {
    return this.#exchange.send<Verification>({
      method: 'POST',
      path: 'api/v1/verifications',
      body: { code, recoveryCode },
      authorization: `Ticket ${ticket}`,
      answers: 'user',
    });
  }

  async stepUp(credentials: Credentials): Promise<Verification> {
    return (await this.#loadSessionClient()).stepUp(credentials);
  }

  async selfService(options?: SelfServiceOptions): Promise<SelfService> {
    return (await this.#loadSessionClient()).selfService(options);
  }

  async settings(): Promise<ServerSettings> {
    return (await this.#loadSessionClient()).settings();
  }

  async hasAccount(loginId: string): Promise<boolean> {
    return (await this.#loadSessionClient()).hasAccount(loginId);
  }

  async session(): Promise<SessionAnswer | undefined> {
    return (await this.#loadSessionClient()).session();
  }

  async accessToken(): Promise<string | undefined> {
    return (await this.#loadSessionClient()).accessToken();
  }

  async signOut(options?: { everywhere?: boolean }): Promise<void> {
    return (await this.#loadSessionClient()).signOut(options);
  }

  /** What only page scripts ask for: no element loads it. */
  async #loadSessionClient(): Promise<SessionClient> {
    const { SessionClient } = await loadSessionClient();
    return (this.#sessionClient ??= new SessionClient(this.#options));
  }
}

function enrollmentPath(enrollmentId: string): string {
  return `api/v1/enrollments/${encodeURIComponent(enrollmentId)}`;
}
