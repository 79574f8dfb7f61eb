import type { ErrorCode } from '@totp-kit/protocol/errors';

/** What starting again can't change. */
const finalErrors: readonly ErrorCode[] = [
  'server_missing',
  'ticket_invalid',
  'unauthenticated',
  'session_not_fresh',
  'sign_up_closed',
  'forbidden',
  'login_id_taken',
];

export function isFinal(code: ErrorCode): boolean {
  return finalErrors.includes(code);
}
