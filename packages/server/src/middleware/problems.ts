import type { Problem } from '@totp-kit/protocol';
import {
  isServerErrorCode,
  serverErrors,
  TotpError,
  type ServerErrorCode,
} from '@totp-kit/protocol/errors';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { AppEnvironment } from './environment.ts';
import { HostFault } from './host-fault.ts';

/** Takes what went wrong inside, with the request it went wrong in. */
export type FaultLog = (fault: {
  readonly error: unknown;
  readonly code: ServerErrorCode;
  readonly requestId: string;
}) => void;

/** When storage may be back. */
const storageRetrySeconds = 5;

/** The one place where error answers are made: any error becomes a problem document (RFC 9457). */
export function problemHandler(options: {
  readonly isStorageFault: (error: unknown) => boolean;
  /** The code of an error that is an answer: what permitted something has ended. */
  readonly refusalOf: (error: unknown) => ServerErrorCode | undefined;
  readonly log: FaultLog;
  /** Whether clients, too, are told what is wrong with the program around this server. */
  readonly hostFaults: 'shown' | 'hidden';
}) {
  const hostFaultText = ({ message }: HostFault): string =>
    options.hostFaults === 'shown'
      ? message
      : 'The site around totp-kit hands its requests over wrongly. Its log says what is wrong.';
  return (error: unknown, c: Context<AppEnvironment>): Response => {
    if (error instanceof TotpError && isServerErrorCode(error.code)) {
      return respond(c, error.code, error);
    }
    const refusal = options.refusalOf(error);
    if (refusal !== undefined) return respond(c, refusal, new TotpError(refusal));
    const code = options.isStorageFault(error) ? 'storage_unavailable' : 'internal';
    options.log({ error, code, requestId: c.get('requestId') });
    const retryAfterSeconds = code === 'storage_unavailable' ? storageRetrySeconds : undefined;
    const message = error instanceof HostFault ? hostFaultText(error) : undefined;
    return respond(
      c,
      code,
      new TotpError(code, { retryAfterSeconds, ...(message && { message }) }),
    );
  };
}

function respond(c: Context<AppEnvironment>, code: ServerErrorCode, error: TotpError): Response {
  const { status, title } = serverErrors[code];
  const { retryAfterSeconds, clockOffsetSeconds, faults } = error;
  if (retryAfterSeconds !== undefined) c.header('Retry-After', String(retryAfterSeconds));
  if (status === 401) c.header('WWW-Authenticate', 'Bearer realm="totp-kit"');
  c.header('Cache-Control', 'no-store');
  c.header('Content-Type', 'application/problem+json');
  const problem: Problem = {
    type: 'about:blank',
    title,
    status,
    detail: error.message === code ? title : error.message,
    code,
    requestId: c.get('requestId'),
    ...(retryAfterSeconds !== undefined && { retryAfter: retryAfterSeconds }),
    ...(clockOffsetSeconds !== undefined && { clockOffsetSeconds }),
    ...(faults.length > 0 && { errors: [...faults] }),
  };
  return c.body(JSON.stringify(problem), status satisfies number as ContentfulStatusCode);
}
