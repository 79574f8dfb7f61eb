import type {
  AccountLookup,
  RefreshAnswer,
  ServerSettings,
  SessionAnswer,
  Verification,
} from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import type { Clock } from '../clock.ts';
import type { HttpExchange, HttpRequest } from './http-exchange.ts';
import { HttpSelfService } from './http-self-service.ts';
import type { SelfService, SelfServiceOptions } from './self-service.ts';
import { TokenStorage, type StoredTokens } from './token-storage.ts';
import type { Credentials } from './totp-client.ts';

/** An access token nearer to its end than this is refreshed before it is handed out. */
const refreshAheadMs = 30_000;

export interface SessionClientOptions {
  readonly server: URL;
  readonly origin: string;
  readonly clock: Clock;
  readonly exchange: HttpExchange;
}

/** What is rarely asked of a server: the session of a page, and what depends on it. In the script-tag bundle, a chunk. */
export class SessionClient {
  readonly #clock: Clock;
  readonly #exchange: HttpExchange;
  readonly #tokens: TokenStorage;
  readonly #lockName: string;
  /** On pages of the server's own origin, HttpOnly cookies carry the session. */
  readonly #usesCookies: boolean;
  #refreshing: Promise<boolean> | undefined;

  constructor({ server, origin, clock, exchange }: SessionClientOptions) {
    this.#clock = clock;
    this.#exchange = exchange;
    this.#tokens = new TokenStorage(server);
    this.#lockName = `totp-kit:${server.href}`;
    this.#usesCookies = server.origin === origin;
  }

  async session(): Promise<SessionAnswer | undefined> {
    return (
      (await this.#readSession()) ?? ((await this.#refresh()) ? this.#readSession() : undefined)
    );
  }

  async accessToken(): Promise<string | undefined> {
    const tokens = this.#tokens.read();
    if (!tokens || this.#lastsMs(tokens) > refreshAheadMs) return tokens?.accessToken;
    return (await this.#refresh()) ? this.#tokens.read()?.accessToken : undefined;
  }

  async signOut({ everywhere = false }: { everywhere?: boolean } = {}): Promise<void> {
    const tokens = this.#tokens.read();
    if (!tokens && !this.#usesCookies) return;
    try {
      await this.#exchange.send<void>({
        method: 'DELETE',
        path: `api/v1/session${everywhere ? '?everywhere=true' : ''}`,
        // The refresh token ends the session even when the access token has run out.
        authorization: tokens && `Bearer ${tokens.refreshToken}`,
      });
    } catch (error) {
      if (!isUnauthenticated(error)) throw error;
    } finally {
      this.#tokens.clear();
    }
  }

  /** Confirms who is signed in, so that their session is fresh for some minutes. */
  async stepUp({ code, recoveryCode }: Credentials): Promise<Verification> {
    const tokens = await this.#requireTokens();
    const verification = await this.#sendAs<Verification>(tokens, {
      method: 'POST',
      path: 'api/v1/verifications',
      body: code === undefined ? { recoveryCode } : { code },
      answers: 'user',
    });
    const { session } = verification;
    // The session keeps the refresh token it has, unless somebody else has signed in or refreshed since.
    if (session && tokens?.refreshToken === this.#tokens.read()?.refreshToken)
      this.#tokens.keep({ ...tokens, ...session });
    return verification;
  }

  settings(): Promise<ServerSettings> {
    return this.#exchange.send<ServerSettings>({
      method: 'GET',
      path: 'api/v1/settings',
      answers: 'accountDisclosure',
    });
  }

  async hasAccount(loginId: string): Promise<boolean> {
    const { hasAccount } = await this.#exchange.send<AccountLookup>({
      method: 'POST',
      path: 'api/v1/account-lookups',
      body: { loginId },
      answers: 'hasAccount',
    });
    return hasAccount;
  }

  /** What is theirs: of who is signed in, or of the user of a ticket. */
  selfService({ ticket }: SelfServiceOptions = {}): SelfService {
    return new HttpSelfService((request) =>
      ticket
        ? this.#exchange.send({ ...request, authorization: `Ticket ${ticket}` })
        : this.send(request),
    );
  }

  /** Asks something in the name of who is signed in. */
  async send<Answer>(request: HttpRequest): Promise<Answer> {
    return this.#sendAs<Answer>(await this.#requireTokens(), request);
  }

  /** The tokens of who is signed in; none where cookies carry them. */
  async #requireTokens(): Promise<StoredTokens | undefined> {
    const isSignedIn = this.#usesCookies ? await this.session() : await this.accessToken();
    if (!isSignedIn) throw nobodySignedIn();
    return this.#tokens.read();
  }

  #sendAs<Answer>(tokens: StoredTokens | undefined, request: HttpRequest): Promise<Answer> {
    return this.#exchange.send<Answer>({
      ...request,
      authorization: tokens && `Bearer ${tokens.accessToken}`,
    });
  }

  async #readSession(): Promise<SessionAnswer | undefined> {
    const tokens = this.#tokens.read();
    if (!this.#usesCookies && (!tokens || this.#lastsMs(tokens) <= 0)) return undefined;
    try {
      return await this.#exchange.send<SessionAnswer>({
        method: 'GET',
        path: 'api/v1/session',
        authorization: tokens && `Bearer ${tokens.accessToken}`,
        answers: 'user',
      });
    } catch (error) {
      if (isUnauthenticated(error)) return undefined;
      throw error;
    }
  }

  /** Changes the refresh token for a new session. False: signed out. A refresh token is good once, so one at a time. */
  #refresh(): Promise<boolean> {
    const before = this.#tokens.read()?.refreshToken;
    const refresh = (): Promise<boolean> => this.#refreshUnlessDone(before);
    this.#refreshing ??= Promise.resolve(
      'locks' in navigator ? navigator.locks.request(this.#lockName, refresh) : refresh(),
    ).finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  async #refreshUnlessDone(before: string | undefined): Promise<boolean> {
    const refreshToken = this.#tokens.read()?.refreshToken;
    if (!refreshToken && !this.#usesCookies) return false;
    // While waiting: somebody else has refreshed, or signed in or out.
    const hasChanged = (): boolean => this.#tokens.read()?.refreshToken !== before;
    if (hasChanged()) return true;
    try {
      const { session } = await this.#exchange.send<RefreshAnswer>({
        method: 'POST',
        path: 'api/v1/session/refresh',
        body: refreshToken ? { refreshToken } : {},
        answers: 'session',
      });
      if (hasChanged()) return true;
      this.#tokens.keep(session);
      return true;
    } catch (error) {
      if (!isUnauthenticated(error)) throw error;
      if (hasChanged()) return true;
      this.#tokens.clear();
      return false;
    }
  }

  #lastsMs({ expiresAt }: StoredTokens): number {
    return Date.parse(expiresAt) - this.#clock.now();
  }
}

function isUnauthenticated(error: unknown): boolean {
  return error instanceof TotpError && error.code === 'unauthenticated';
}

function nobodySignedIn(): TotpError {
  return new TotpError('unauthenticated', {
    message:
      'Nobody is signed in on this page. Let them sign in first, or ask your backend for a ticket (POST /api/v1/manage/tickets) and set the `ticket` property.',
  });
}
