import type { Problem } from '@totp-kit/protocol';
import { isServerErrorCode, TotpError } from '@totp-kit/protocol/errors';
import type { ManagementRequest } from '@totp-kit/protocol/management';
import { unlessAborted } from '../verify/unless-aborted.ts';
import { Redaction } from './redaction.ts';

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
  readonly #redaction: Redaction;

  constructor(options: KeyedExchangeOptions) {
    this.#options = options;
    this.#redaction = new Redaction(options.key);
  }

  /**
   * @throws TotpError for everything but a good answer
   * @throws TypeError for a body that is no JSON
   */
  async send<Answer>(request: ManagementRequest): Promise<Answer> {
    try {
      return await this.#sendOnce<Answer>(request);
    } catch (error) {
      if (request.method !== 'GET' || !isUnreachable(error)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    return this.#sendOnce<Answer>(request);
  }

  async #sendOnce<Answer>(request: ManagementRequest): Promise<Answer> {
    const { status, location, text } = await this.#receive(request);
    if (request.answers === undefined && status === 204) return undefined as Answer;
    const answer = parseObject(text);
    if (isWhatWasAsked(request, { status, answer })) return answer as Answer;
    throw refusalOf({ status, body: answer }) ?? this.#foreign(request, { status, location });
  }

  async #receive({ method, path, headers, body }: ManagementRequest) {
    const { server, key, timeoutMs, fetch } = this.#options;
    // Before anything may be said of the network.
    const json = body === undefined ? undefined : JSON.stringify(body);
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const answer = fetch(`${server}/${path}`, {
        method,
        headers: {
          Accept: 'application/json',
          Authorization: `Bearer ${key}`,
          ...(json !== undefined && { 'Content-Type': 'application/json' }),
          ...headers,
        },
        // Where else the key would go by a redirect, nobody knows.
        redirect: 'manual',
        signal,
        ...(json !== undefined && { body: json }),
      });
      const { status, location, text } = await unlessAborted(signal, answer.then(readWhole));
      return { status, location, text: this.#redaction.text(text) };
    } catch (error) {
      const cause = this.#redaction.error(error);
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
      const target = this.#redaction.text(placeOf(location, server));
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

/** Where a redirect leads, without what is in its query. */
function placeOf(location: string | undefined, base: string): string {
  if (location === undefined || !URL.canParse(location, base)) return 'elsewhere';
  const { origin, pathname } = new URL(location, base);
  return `to ${origin}${pathname === '/' ? '' : pathname}`;
}

function isWhatWasAsked(
  { answers }: ManagementRequest,
  { status, answer }: { readonly status: number; readonly answer: JsonObject | undefined },
): boolean {
  const isGood = (status === 200 || status === 201) && answers !== undefined;
  return isGood && answer !== undefined && Object.hasOwn(answer, answers);
}

function isUnreachable(error: unknown): boolean {
  return error instanceof TotpError && error.code === 'server_unreachable';
}

/** The error that a problem document (RFC 9457) stands for; what a newer server's code means, nobody here knows. */
function refusalOf({
  status,
  body = {},
}: {
  readonly status: number;
  readonly body: JsonObject | undefined;
}): TotpError | undefined {
  const { code, detail, retryAfter, requestId, errors } = body;
  if (typeof code !== 'string' || status < 400) return undefined;
  const faults = Array.isArray(errors) ? errors.filter(isFault) : [];
  const list = faults.map(({ field, message }) => ` ${field}: ${message}.`).join('');
  return new TotpError(isServerErrorCode(code) ? code : 'internal', {
    message: `${typeof detail === 'string' ? detail : code}${list}`,
    retryAfterSeconds: typeof retryAfter === 'number' ? retryAfter : undefined,
    requestId: typeof requestId === 'string' ? requestId : undefined,
    faults,
  });
}

type JsonObject = Readonly<Record<string, unknown>>;
type Fault = NonNullable<Problem['errors']>[number];

function isFault(value: unknown): value is Fault {
  if (!isObject(value)) return false;
  return typeof value['field'] === 'string' && typeof value['message'] === 'string';
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
