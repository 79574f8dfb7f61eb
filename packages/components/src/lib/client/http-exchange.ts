import { isServerErrorCode, TotpError, type FieldFault } from '@totp-kit/protocol/errors';
import type { Clock } from '../clock.ts';
import {
  originNotAllowed,
  serverTimeout,
  serverUnreachable,
  serverUnrecognized,
} from './server-faults.ts';

const requestTimeoutMs = 15_000;
const probeTimeoutMs = 5_000;

/** What a proxy answers when the server behind it is gone. */
const gatewayStatuses: readonly number[] = [502, 503, 504];

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
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
    const { server } = this.#options;
    const url = new URL(request.path, server);
    const received = await this.#fetchText(url, toInit(request), requestTimeoutMs);
    if (received === 'timeout') throw serverTimeout(server);
    if (received === 'failed') throw await this.#diagnose();
    if (received.status === 204 && request.answers === undefined) return undefined as Answer;

    const answer = parseObject(received.text);
    if (!received.ok) {
      throw (
        problemOf(answer) ??
        (gatewayStatuses.includes(received.status)
          ? serverUnreachable(server)
          : serverUnrecognized(server, url))
      );
    }
    if (!answer || (request.answers !== undefined && !(request.answers in answer))) {
      throw serverUnrecognized(server, url);
    }
    return answer as Answer;
  }

  /**
   * A browser does not tell a page why a request failed. `/healthz` answers any origin, the API only allowed ones:
   * the first without the second means that this page's origin is not allowed.
   */
  async #diagnose(): Promise<TotpError> {
    const { server, origin } = this.#options;
    if (server.origin === origin) return serverUnreachable(server);
    const health = await this.#probe('healthz');
    if (!health || parseObject(health.text)?.['status'] !== 'ok') return serverUnreachable(server);
    const api = await this.#probe('api/v1/session');
    return api ? serverUnreachable(server) : originNotAllowed(server, origin);
  }

  async #probe(path: string): Promise<Received | undefined> {
    const init: RequestInit = { credentials: 'omit', cache: 'no-store' };
    const received = await this.#fetchText(
      new URL(path, this.#options.server),
      init,
      probeTimeoutMs,
    );
    return typeof received === 'string' ? undefined : received;
  }

  async #fetchText(
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
    credentials: 'same-origin',
    cache: 'no-store',
    ...(body && { body: JSON.stringify(body) }),
  };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The error that a problem document (RFC 9457) stands for. A code of a newer server counts as `internal`. */
function problemOf(body: Record<string, unknown> | undefined): TotpError | undefined {
  if (typeof body?.['code'] !== 'string' || typeof body['title'] !== 'string') return undefined;
  const { code, title, detail, retryAfter, clockOffsetSeconds, requestId, errors } = body;
  return new TotpError(isServerErrorCode(code) ? code : 'internal', {
    message: typeof detail === 'string' ? detail : title,
    retryAfterSeconds: typeof retryAfter === 'number' ? retryAfter : undefined,
    clockOffsetSeconds: typeof clockOffsetSeconds === 'number' ? clockOffsetSeconds : undefined,
    requestId: typeof requestId === 'string' ? requestId : undefined,
    faults: Array.isArray(errors) ? (errors as FieldFault[]) : [],
  });
}
