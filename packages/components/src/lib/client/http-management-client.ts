import type {
  ConsoleSession,
  CreateManagementKeyBody,
  CreateTicketBody,
  CreateUserBody,
  EventPage,
  ListEventsQuery,
  ListUsersQuery,
  ManagedBrowser,
  ManagedBrowsers,
  ManagedSession,
  ManagedSessions,
  ManagedUser,
  ManagementKey,
  NewManagementKey,
  Statistics,
  StatisticsQuery,
  Ticket,
  TotpDeletion,
  TotpDeletions,
  UpdateUserBody,
  UserPage,
} from '@totp-kit/protocol';
import { systemClock, type Clock } from '../clock.ts';
import { HttpExchange, type HttpRequest } from './http-exchange.ts';
import type { ManagementClient, TotpDeletionRequest } from './management-client.ts';

export interface HttpManagementClientOptions {
  /**
   * What the management API is below, with a slash at its end: a console such as `https://auth.example/console/`, or a
   * place where the site's own backend passes requests on.
   */
  readonly server: URL;
  /** The origin of the page; the document's own unless given. */
  readonly origin?: string;
  readonly clock?: Clock;
  readonly fetch?: typeof fetch;
}

/**
 * A `ManagementClient` over HTTP. The cookies of the page's own origin say who asks; a management key has no place in a
 * browser.
 */
export class HttpManagementClient implements ManagementClient {
  readonly #options: Required<HttpManagementClientOptions>;

  constructor(options: HttpManagementClientOptions) {
    this.#options = {
      origin: options.origin ?? location.origin,
      clock: options.clock ?? systemClock,
      fetch: options.fetch ?? ((input, init) => fetch(input, init)),
      server: options.server,
    };
  }

  session(): Promise<ConsoleSession> {
    return this.#send({ method: 'GET', path: 'api/v1/session', answers: 'user' });
  }

  listUsers(query: ListUsersQuery = {}): Promise<UserPage> {
    return this.#send({ method: 'GET', path: manage('users', query), answers: 'users' });
  }

  getUser(userId: string): Promise<ManagedUser> {
    return this.#send({ method: 'GET', path: userPath(userId), answers: 'userId' });
  }

  createUser(body: CreateUserBody): Promise<ManagedUser> {
    return this.#send({ method: 'POST', path: manage('users'), body, answers: 'userId' });
  }

  updateUser(userId: string, body: UpdateUserBody): Promise<ManagedUser> {
    return this.#send({ method: 'PATCH', path: userPath(userId), body, answers: 'userId' });
  }

  deleteUser(userId: string, options: { unchangedSince?: string | undefined } = {}): Promise<void> {
    return this.#send({ method: 'DELETE', path: `${userPath(userId)}${toQuery(options)}` });
  }

  async listSessions(userId: string): Promise<readonly ManagedSession[]> {
    const path = `${userPath(userId)}/sessions`;
    const answer = await this.#send<ManagedSessions>({ method: 'GET', path, answers: 'sessions' });
    return answer.sessions;
  }

  endSessions(userId: string): Promise<void> {
    return this.#send({ method: 'DELETE', path: `${userPath(userId)}/sessions` });
  }

  async listBrowsers(userId: string): Promise<readonly ManagedBrowser[]> {
    const path = `${userPath(userId)}/browsers`;
    const answer = await this.#send<ManagedBrowsers>({ method: 'GET', path, answers: 'browsers' });
    return answer.browsers;
  }

  forgetBrowsers(userId: string): Promise<void> {
    return this.#send({ method: 'DELETE', path: `${userPath(userId)}/browsers` });
  }

  endWaiting(userId: string): Promise<void> {
    return this.#send({ method: 'DELETE', path: `${userPath(userId)}/waiting` });
  }

  async deleteTotp({
    idempotencyKey,
    ...body
  }: TotpDeletionRequest): Promise<readonly TotpDeletion[]> {
    const path = manage('totp-deletions');
    const { results } = await this.#send<TotpDeletions>(
      { method: 'POST', path, body, answers: 'results' },
      { 'Idempotency-Key': idempotencyKey },
    );
    return results;
  }

  createTicket(body: CreateTicketBody): Promise<Ticket> {
    return this.#send({ method: 'POST', path: manage('tickets'), body, answers: 'ticket' });
  }

  listEvents(query: ListEventsQuery = {}): Promise<EventPage> {
    return this.#send({ method: 'GET', path: manage('events', query), answers: 'events' });
  }

  statistics(query: StatisticsQuery = {}): Promise<Statistics> {
    return this.#send({ method: 'GET', path: manage('statistics', query), answers: 'hours' });
  }

  async listKeys(): Promise<readonly ManagementKey[]> {
    const answer = await this.#send<{ readonly keys: readonly ManagementKey[] }>({
      method: 'GET',
      path: manage('keys'),
      answers: 'keys',
    });
    return answer.keys;
  }

  createKey(body: CreateManagementKeyBody): Promise<NewManagementKey> {
    return this.#send({ method: 'POST', path: manage('keys'), body, answers: 'key' });
  }

  revokeKey(keyId: string): Promise<void> {
    return this.#send({ method: 'DELETE', path: manage(`keys/${encodeURIComponent(keyId)}`) });
  }

  /** Headers of its own go in by `fetch`: visitors' pages load the exchange, too, and never need any. */
  #send<Answer>(request: HttpRequest, headers: Record<string, string> = {}): Promise<Answer> {
    const options = this.#options;
    const exchange = new HttpExchange({
      ...options,
      fetch: (input, init) =>
        options.fetch(input, { ...init, headers: { ...plainHeaders(init), ...headers } }),
    });
    return exchange.send<Answer>(request);
  }
}

function plainHeaders(init: RequestInit | undefined): Record<string, string> {
  return Object.fromEntries(new Headers(init?.headers));
}

function manage(path: string, query: object = {}): string {
  return `api/v1/manage/${path}${toQuery(query)}`;
}

function userPath(userId: string): string {
  return manage(`users/${encodeURIComponent(userId)}`);
}

/** What is not said is left out. */
function toQuery(query: object): string {
  const said = Object.entries(query).filter(([, value]) => value !== undefined);
  return said.length > 0 ? `?${String(new URLSearchParams(said.map(toPair)))}` : '';
}

function toPair([name, value]: [string, unknown]): [string, string] {
  return [name, String(value)];
}
