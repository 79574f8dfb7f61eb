import { TotpError } from '@totp-kit/protocol/errors';

/** What can be wrong with what a person typed, seen before any request. */
export type InputFault =
  'login_id_missing' | 'login_id_too_long' | 'code_incomplete' | 'recovery_code_incomplete';

/** What a step has to tell the person: a fault of what they typed, or an error that came back. */
export type Notice = InputFault | TotpError;

/** The longest login ID that a server takes, in bytes of UTF-8. */
const loginIdMaxBytes = 254;

export function findLoginIdFault(loginId: string): InputFault | undefined {
  if (loginId.trim() === '') return 'login_id_missing';
  const bytes = new TextEncoder().encode(loginId).length;
  return bytes > loginIdMaxBytes ? 'login_id_too_long' : undefined;
}

export function findCodeFault(code: string): InputFault | undefined {
  return /^[0-9]{6}$/.test(code) ? undefined : 'code_incomplete';
}

/** Which letters look like which digits, the server knows; spaces and dashes mean nothing. */
export function findRecoveryCodeFault(recoveryCode: string): InputFault | undefined {
  return /^[0-9A-Za-z]{24}$/.test(recoveryCode.replaceAll(/[\s-]/g, ''))
    ? undefined
    : 'recovery_code_incomplete';
}

/** Every rejection as a `TotpError`: what a client of the page's own throws may be anything. */
export function toTotpError(reason: unknown): TotpError {
  if (reason instanceof TotpError) return reason;
  const message = 'The `client` of this page failed.';
  return new TotpError('internal', { message, cause: reason });
}

/** When trying again can help, in milliseconds since the epoch. */
export function retryTime(error: TotpError, now: number): number | undefined {
  return error.code === 'too_many_attempts' && error.retryAfterSeconds !== undefined
    ? now + error.retryAfterSeconds * 1000
    : undefined;
}
