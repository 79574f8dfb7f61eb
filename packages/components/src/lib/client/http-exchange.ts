import type { Problem } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import type { Clock } from '../clock.ts';
import { loadServerFaults } from './load-server-faults.ts';
import { parseObject } from './parse-object.ts';

const requestTimeoutMs = 15_000;

/** What a proxy answers when the server behind it is gone. */
const gatewayStatuses: readonly number[] = [502, 503, 504];

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the server's URL, such as `api/v1/session`. */
  readonly path: string;
  readonly body?: object;
  readonly authorization?: string | undefined;
  /** A field that every good answer has. Without one, no answer is expected. */
  readonly answers?: string;
}

export interface HttpExchangeOptions {
  readonly server: URL;
  /** The origin of the page. */
  readonly origin: string;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
}

/** One request, one answer: time limit, problem documents, and finding out why nothing came back. */
export class HttpExchange {
  readonly #options: HttpExchangeOptions;

  constructor(options: HttpExchangeOptions) {
    this.#options = options;
  }

  async send<Answer>(request: HttpRequest): Promise<Answer> {
    const url = new URL(request.path, this.#options.server);
    const received = await this.fetchText(url, toInit(request), requestTimeoutMs);
    if (typeof received === 'string') throw await this.#explain(received, url);
    if (received.status === 204 && request.answers === undefined) return undefined as Answer;

    const answer = parseObject(received.text);
    if (!received.ok) {
      const isGateway = gatewayStatuses.includes(received.status);
      throw problemOf(answer) ?? (await this.#explain(isGateway ? 'gateway' : 'foreign', url));
    }
    if (!answer || (request.answers !== undefined && !(request.answers in answer))) {
      throw await this.#explain('foreign', url);
    }
    return answer as Answer;
  }

  /** What is wrong, in words for the developers of the page, which are loaded only now. */
  async #explain(mishap: Mishap, url: URL): Promise<TotpError> {
    const { server, origin } = this.#options;
    const faults = await loadServerFaults();
    const code = mishap === 'timeout' ? 'server_timeout' : 'server_unreachable';
    // Who cannot load them is offline, or their server is.
    return faults?.explain({ mishap, url, server, origin, exchange: this }) ?? new TotpError(code);
  }

  /** @internal */
  async fetchText(
    url: URL,
    init: RequestInit,
    timeoutMs: number,
  ): Promise<Received | 'timeout' | 'failed'> {
    const abort = new AbortController();
    const cancelTimeout = this.#options.clock.after(timeoutMs, () => abort.abort());
    try {
      const response = await this.#options.fetch(url, { ...init, signal: abort.signal });
      return { ok: response.ok, status: response.status, text: await response.text() };
    } catch {
      return abort.signal.aborted ? 'timeout' : 'failed';
    } finally {
      cancelTimeout();
    }
  }
}

/** How a request can come to nothing: late, not at all, by a proxy's page, or answered by something else. */
export type Mishap = 'timeout' | 'failed' | 'gateway' | 'foreign';

interface Received {
  readonly ok: boolean;
  readonly status: number;
  readonly text: string;
}

function toInit({ method, body, authorization }: HttpRequest): RequestInit {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (body) headers['Content-Type'] = 'application/json';
  if (authorization) headers['Authorization'] = authorization;
  return {
    method,
    headers,
    cache: 'no-store',
    ...(body && { body: JSON.stringify(body) }),
  };
}

/** The error that a problem document (RFC 9457) stands for. What a page does not know of a newer server's codes, it takes for `internal`. */
function problemOf(body: Partial<Problem> | undefined): TotpError | undefined {
  if (typeof body?.code !== 'string') return undefined;
  const { code, detail = code, retryAfter, clockOffsetSeconds, requestId, errors } = body;
  return new TotpError(code, {
    message: detail,
    retryAfterSeconds: retryAfter,
    clockOffsetSeconds,
    requestId,
    faults: errors ?? [],
  });
}
