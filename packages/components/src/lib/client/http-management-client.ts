import type { ConsoleSession } from '@totp-kit/protocol';
import { ManagementRequests, type ManagementRequest } from '@totp-kit/protocol/management';
import { systemClock, type Clock } from '../clock.ts';
import { HttpExchange } from './http-exchange.ts';
import type { ManagementClient } from './management-client.ts';

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
export class HttpManagementClient extends ManagementRequests implements ManagementClient {
  readonly #send: <Answer>(request: ManagementRequest) => Promise<Answer>;

  constructor(options: HttpManagementClientOptions) {
    const send = sender({
      origin: options.origin ?? location.origin,
      clock: options.clock ?? systemClock,
      fetch: options.fetch ?? ((input, init) => fetch(input, init)),
      server: options.server,
    });
    super(send);
    this.#send = send;
  }

  session(): Promise<ConsoleSession> {
    return this.#send({ method: 'GET', path: 'api/v1/session', answers: 'user' });
  }
}

function sender(options: Required<HttpManagementClientOptions>) {
  return <Answer>({ headers, ...request }: ManagementRequest): Promise<Answer> => {
    // Headers of its own go in by `fetch`: visitors' pages load the exchange, too, and never need any.
    const exchange = new HttpExchange({
      ...options,
      fetch: (input, init) =>
        options.fetch(input, { ...init, headers: { ...plainHeaders(init), ...headers } }),
    });
    return exchange.send<Answer>(request);
  };
}

function plainHeaders(init: RequestInit | undefined): Record<string, string> {
  return Object.fromEntries(new Headers(init?.headers));
}
