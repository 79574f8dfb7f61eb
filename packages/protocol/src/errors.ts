/* What a browser needs of errors stands here; what the codes mean, it need not load. */
export { clientErrors, serverErrors } from './error-table.ts';

/** Every error code that a totp-kit server answers with. Clients switch on the code. */
export const serverErrorCodes = [
  'invalid_request',
  'invalid_code',
  'unauthenticated',
  'ticket_invalid',
  'session_not_fresh',
  'sign_up_closed',
  'forbidden',
  'not_found',
  'no_authenticator',
  'login_id_taken',
  'conflict',
  'idempotency_conflict',
  'limit_reached',
  'enrollment_expired',
  'enrollment_confirmed',
  'payload_too_large',
  'unsupported_media_type',
  'too_many_attempts',
  'internal',
  'storage_unavailable',
] as const;

export type ServerErrorCode = (typeof serverErrorCodes)[number];
/** Codes that only a client gives, when no answer of a totp-kit server came back. */
export type ClientErrorCode =
  | 'server_missing'
  | 'server_unreachable'
  | 'server_timeout'
  | 'server_unrecognized'
  | 'origin_not_allowed';
export type ErrorCode = ServerErrorCode | ClientErrorCode;

/** One fault of a request body, query or path: where it is (dotted path, empty for the whole) and what is wrong. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

export interface TotpErrorOptions {
  /** What happened and what to do, in a sentence. Defaults to the code. */
  readonly message?: string;
  /** Whole seconds after which trying again can help. */
  readonly retryAfterSeconds?: number | undefined;
  /** Seconds the phone's clock seems to be off: positive when it is ahead. */
  readonly clockOffsetSeconds?: number | undefined;
  readonly requestId?: string | undefined;
  readonly faults?: readonly FieldFault[];
  readonly cause?: unknown;
}

/** The one error of totp-kit, on both sides of the wire. `code` says what happened; it never holds a secret. */
export class TotpError extends Error {
  override readonly name = 'TotpError';
  readonly code: ErrorCode;
  readonly retryAfterSeconds: number | undefined;
  readonly clockOffsetSeconds: number | undefined;
  readonly requestId: string | undefined;
  readonly faults: readonly FieldFault[];

  constructor(code: ErrorCode, options: TotpErrorOptions = {}) {
    super(options.message ?? code, { cause: options.cause });
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.clockOffsetSeconds = options.clockOffsetSeconds;
    this.requestId = options.requestId;
    this.faults = options.faults ?? [];
  }
}

export function isServerErrorCode(value: unknown): value is ServerErrorCode {
  return (serverErrorCodes as readonly unknown[]).includes(value);
}
