import type { Problem } from '@totp-kit/protocol';
import { isServerErrorCode, TotpError } from '@totp-kit/protocol/errors';
import type { ManagementRequest } from '@totp-kit/protocol/management';
import { unlessAborted } from '../verify/unless-aborted.ts';

export interface KeyedExchangeOptions {
  /** Without a slash at its end. */
  readonly server: string;
  readonly key: string;
  readonly timeoutMs: number;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

/** Before something is sent a second time. */
const pauseMs = 250;

/** What a proxy answers when the server behind it is gone. */
const gatewayStatuses: readonly number[] = [502, 503, 504];

/** Sends requests with a management key, which leaves by the Authorization header and no other way. */
export class KeyedExchange {
  readonly #options: KeyedExchangeOptions;

  constructor(options: KeyedExchangeOptions) {
    this.#options = options;
  }

  /** @throws TotpError for everything but a good answer */
  async send<Answer>(request: ManagementRequest): Promise<Answer> {
    try {
      return await this.#sendOnce<Answer>(request);
    } catch (error) {
      if (!isRepeatable(request) || !isUnreachable(error)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    return this.#sendOnce<Answer>(request);
  }

  async #sendOnce<Answer>(request: ManagementRequest): Promise<Answer> {
    const { status, location, text } = await this.#receive(request);
    if (status >= 200 && status < 300) {
      if (request.answers === undefined && text === '') return undefined as Answer;
      const answer = parseObject(text);
      if (request.answers !== undefined && answer && request.answers in answer) {
        return answer as Answer;
      }
    }
    throw refusalOf(parseObject(text)) ?? this.#foreign(request, { status, location });
  }

  async #receive({ method, path, headers, body }: ManagementRequest) {
    const { server, key, timeoutMs, fetch } = this.#options;
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const answer = fetch(`${server}/${path}`, {
        method,
        headers: {
          Accept: 'application/json',
          Authorization: `Bearer ${key}`,
          ...(body && { 'Content-Type': 'application/json' }),
          ...headers,
        },
        // Where else the key would go by a redirect, nobody knows.
        redirect: 'manual',
        signal,
        ...(body && { body: JSON.stringify(body) }),
      });
      return await unlessAborted(signal, answer.then(readWhole));
    } catch (cause) {
      if (signal.aborted) {
        const message = `${server} has not answered within ${timeoutMs / 1000} seconds.`;
        throw new TotpError('server_timeout', { message, cause });
      }
      const message = `${server} could not be reached. Is it running, and may this machine reach it?`;
      throw new TotpError('server_unreachable', { message, cause });
    }
  }

  /** Something that is no totp-kit server has answered. */
  #foreign(
    { method, path }: ManagementRequest,
    { status, location }: { readonly status: number; readonly location: string | undefined },
  ): TotpError {
    const { server } = this.#options;
    if (gatewayStatuses.includes(status)) {
      const message = `A proxy in front of ${server} answers ${status}: the server behind it is not there.`;
      return new TotpError('server_unreachable', { message });
    }
    // Browser-like runtimes hide what a redirect says, and call it 0.
    if (status === 0 || (status >= 300 && status < 400)) {
      const target = location === undefined ? 'elsewhere' : `to ${location}`;
      const message = `${server} redirects ${target}, which is not followed with a management key. Give createManagementClient the address it leads to.`;
      return new TotpError('server_unrecognized', { message });
    }
    const [route = ''] = path.split('?');
    const message = `What answers ${status} to ${method} ${server}/${route} is not a totp-kit server. Is "server" its TOTP_KIT_PUBLIC_URL, with the path if it has one?`;
    return new TotpError('server_unrecognized', { message });
  }
}

async function readWhole(response: Response) {
  const { status, headers } = response;
  return { status, location: headers.get('location') ?? undefined, text: await response.text() };
}

/** What only reads, and what the server does once however often it comes. */
function isRepeatable({ method, headers }: ManagementRequest): boolean {
  return method === 'GET' || headers?.['Idempotency-Key'] !== undefined;
}

function isUnreachable(error: unknown): boolean {
  return error instanceof TotpError && error.code === 'server_unreachable';
}

/** The error that a problem document (RFC 9457) stands for; what a newer server's code means, nobody here knows. */
function refusalOf(body: Partial<Problem> | undefined): TotpError | undefined {
  if (typeof body?.code !== 'string') return undefined;
  const { detail = body.code, retryAfter, requestId, errors = [] } = body;
  const faults = errors.map(({ field, message }) => ` ${field}: ${message}.`).join('');
  return new TotpError(isServerErrorCode(body.code) ? body.code : 'internal', {
    message: `${detail}${faults}`,
    retryAfterSeconds: retryAfter,
    requestId,
    faults: errors,
  });
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
