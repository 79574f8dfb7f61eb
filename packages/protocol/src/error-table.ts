import type { ClientErrorCode, ServerErrorCode } from './errors.ts';

/**
 * What every error code of a totp-kit server means. The title is for people who read logs. Statuses follow RFC 9110,
 * bodies RFC 9457.
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
} as const satisfies Record<ServerErrorCode, { status: number; title: string }>;

/** What the codes mean that only a client gives. */
export const clientErrors = {
  server_missing: { title: 'No totp-kit server is named.' },
  server_unreachable: { title: 'The totp-kit server does not answer.' },
  server_timeout: { title: 'The totp-kit server took too long to answer.' },
  server_unrecognized: { title: 'What answered is not a totp-kit server.' },
  origin_not_allowed: { title: 'The totp-kit server does not allow the origin of this page.' },
} as const satisfies Record<ClientErrorCode, { title: string }>;
