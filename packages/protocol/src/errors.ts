/**
 * Every error code a totp-kit server answers with, and what it means. Clients switch on the code; the
 * title is for people who read logs. Statuses follow RFC 9110, bodies RFC 9457.
 */
export const serverErrors = {
  invalid_request: { status: 400, title: 'The request is not what the contract says.' },
  invalid_code: { status: 401, title: 'That code is not valid.' },
  unauthenticated: { status: 401, title: 'Credentials are missing, expired or not valid.' },
  ticket_invalid: { status: 401, title: 'The ticket is expired, used or not valid here.' },
  session_not_fresh: { status: 403, title: 'Verify again before changing this.' },
  sign_up_closed: { status: 403, title: 'Sign-up is not open.' },
  forbidden: { status: 403, title: 'These credentials do not allow this.' },
  not_found: { status: 404, title: 'There is nothing here.' },
  no_authenticator: { status: 404, title: 'The user has no authenticator.' },
  login_id_taken: { status: 409, title: 'The login ID belongs to another user.' },
  conflict: { status: 409, title: 'Something changed meanwhile.' },
  idempotency_conflict: {
    status: 409,
    title: 'The idempotency key was used for a different request.',
  },
  limit_reached: { status: 409, title: 'No more of these are allowed.' },
  enrollment_expired: { status: 410, title: 'The enrollment has ended. Start again.' },
  enrollment_confirmed: { status: 410, title: 'The enrollment was confirmed already. Sign in.' },
  payload_too_large: { status: 413, title: 'The request body is too large.' },
  unsupported_media_type: { status: 415, title: 'Send application/json.' },
  too_many_attempts: { status: 429, title: 'Too many attempts. Wait before trying again.' },
  internal: { status: 500, title: 'Something went wrong on the server.' },
  storage_unavailable: { status: 503, title: 'The server cannot store anything right now.' },
} as const satisfies Record<string, { status: number; title: string }>;

/** Codes that only a client gives, when no answer of a totp-kit server came back. */
export const clientErrors = {
  server_missing: { title: 'No totp-kit server is named.' },
  server_unreachable: { title: 'The totp-kit server does not answer.' },
  server_timeout: { title: 'The totp-kit server took too long to answer.' },
  server_unrecognized: { title: 'What answered is not a totp-kit server.' },
  origin_not_allowed: { title: 'The totp-kit server does not allow the origin of this page.' },
} as const satisfies Record<string, { title: string }>;

export type ServerErrorCode = keyof typeof serverErrors;
export type ClientErrorCode = keyof typeof clientErrors;
export type ErrorCode = ServerErrorCode | ClientErrorCode;

/** One fault of a request body, query or path: where it is (dotted path, empty for the whole) and what is wrong. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

export interface TotpErrorOptions {
  /** What happened and what to do, in a sentence. Defaults to the title of the code. */
  readonly message?: string;
  /** Whole seconds after which trying again can help. */
  readonly retryAfterSeconds?: number | undefined;
  readonly requestId?: string | undefined;
  readonly faults?: readonly FieldFault[];
  /** Seconds the phone's clock seems to be off: positive when it is ahead. */
  readonly clockOffsetSeconds?: number | undefined;
  readonly cause?: unknown;
}

/** The one error of totp-kit, on both sides of the wire. `code` says what happened; it never holds a secret. */
export class TotpError extends Error {
  override readonly name = 'TotpError';
  readonly code: ErrorCode;
  readonly retryAfterSeconds: number | undefined;
  readonly requestId: string | undefined;
  readonly faults: readonly FieldFault[];
  readonly clockOffsetSeconds: number | undefined;

  constructor(code: ErrorCode, options: TotpErrorOptions = {}) {
    super(options.message ?? titleOf(code), { cause: options.cause });
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.requestId = options.requestId;
    this.faults = options.faults ?? [];
    this.clockOffsetSeconds = options.clockOffsetSeconds;
  }
}

export function isServerErrorCode(value: unknown): value is ServerErrorCode {
  return typeof value === 'string' && Object.hasOwn(serverErrors, value);
}

function titleOf(code: ErrorCode): string {
  return isServerErrorCode(code) ? serverErrors[code].title : clientErrors[code].title;
}
