import type {
  Administrator,
  Configuration,
  ConsoleRole,
  ConsoleSession,
  Invitation,
  RefreshAnswer,
  SessionTimes,
} from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import { systemClock, type Clock } from '../clock.ts';
import type { ConsoleClient, NewAdministrator } from './console-client.ts';
import { HttpExchange } from './http-exchange.ts';

export interface HttpConsoleClientOptions {
  /** The URL of the console, with a slash at its end: `https://auth.example/console/`. */
  readonly server: URL;
  /** The origin of the page; the document's own unless given. */
  readonly origin?: string;
  readonly clock?: Clock;
  readonly fetch?: typeof fetch;
}

/** A `ConsoleClient` over HTTP. The page has to be of the server's own origin, where the session is a cookie. */
export class HttpConsoleClient implements ConsoleClient {
  readonly #exchange: HttpExchange;

  constructor(options: HttpConsoleClientOptions) {
    const { server, origin = location.origin, clock = systemClock } = options;
    const boundFetch: typeof fetch = options.fetch ?? ((input, init) => fetch(input, init));
    this.#exchange = new HttpExchange({ server, origin, clock, fetch: boundFetch });
  }

  async session(): Promise<ConsoleSession | undefined> {
    try {
      return await this.#exchange.send<ConsoleSession>({
        method: 'GET',
        path: 'api/v1/session',
        answers: 'role',
      });
    } catch (error) {
      if (error instanceof TotpError && error.code === 'unauthenticated') return undefined;
      throw error;
    }
  }

  async continueSession(): Promise<SessionTimes> {
    const { session } = await this.#exchange.send<RefreshAnswer>({
      method: 'POST',
      path: 'api/v1/session/refresh',
      body: {},
      answers: 'session',
    });
    return session;
  }

  signOut({ everywhere = false }: { everywhere?: boolean } = {}): Promise<void> {
    const path = `api/v1/session${everywhere ? '?everywhere=true' : ''}`;
    return this.#exchange.send<void>({ method: 'DELETE', path });
  }

  configuration(): Promise<Configuration> {
    const path = 'api/v1/configuration';
    return this.#exchange.send<Configuration>({ method: 'GET', path, answers: 'settings' });
  }

  async administrators(): Promise<readonly Administrator[]> {
    const { administrators } = await this.#exchange.send<{ administrators: Administrator[] }>({
      method: 'GET',
      path: administratorsPath,
      answers: 'administrators',
    });
    return administrators;
  }

  addAdministrator({ loginId, role }: NewAdministrator): Promise<Invitation> {
    return this.#exchange.send<Invitation>({
      method: 'POST',
      path: administratorsPath,
      body: { loginId, role },
      answers: 'url',
    });
  }

  changeRole(administratorId: string, role: ConsoleRole): Promise<Administrator> {
    return this.#exchange.send<Administrator>({
      method: 'PATCH',
      path: pathOf(administratorId),
      body: { role },
      answers: 'administratorId',
    });
  }

  resetAdministrator(administratorId: string): Promise<Invitation> {
    return this.#exchange.send<Invitation>({
      method: 'POST',
      path: `${pathOf(administratorId)}/invitations`,
      body: {},
      answers: 'url',
    });
  }

  removeAdministrator(administratorId: string): Promise<void> {
    return this.#exchange.send<void>({ method: 'DELETE', path: pathOf(administratorId) });
  }
}

const administratorsPath = 'api/v1/administrators';

function pathOf(administratorId: string): string {
  return `${administratorsPath}/${encodeURIComponent(administratorId)}`;
}
