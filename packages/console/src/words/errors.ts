import { TotpError, type ErrorCode } from '@totp-kit/protocol/errors';
import { AskerGoneError, NotConfirmedError } from '../logic/step-up.ts';

const sentences: Partial<Record<ErrorCode, string>> = {
  unauthenticated: 'You were signed out before this was done. Try it again.',
  server_unreachable:
    'The server does not answer. Check your connection, and whether the server runs; then try again.',
  server_timeout: 'The server takes too long to answer. Try again in a moment.',
  server_unrecognized:
    'What answered is not a totp-kit server. Check what stands between this page and it.',
  not_found: 'It is not there any more. Load the page again to see what is.',
  storage_unavailable: 'The server cannot reach its database. Nothing was changed. Try again soon.',
  limit_reached: 'There are as many as there may be. Remove one first.',
};

/** What happened and what to do, for whoever reads the page. Undefined where nothing needs to be said. */
export function describeError(error: unknown): string | undefined {
  if (error instanceof NotConfirmedError) return undefined;
  if (error instanceof AskerGoneError) return sentences.unauthenticated;
  if (!(error instanceof TotpError)) {
    return 'Something went wrong in this page. Load it again; if it happens again, report it.';
  }
  const { code, message, requestId, retryAfterSeconds } = error;
  if (code === 'internal') {
    const place = requestId ? ` Its log says what, at request ${requestId}.` : '';
    return `Something went wrong on the server.${place}`;
  }
  if (code === 'too_many_attempts' && retryAfterSeconds) {
    return `Too many attempts. Try again in ${retryAfterSeconds} seconds.`;
  }
  const faults = error.faults.map(({ field, message: fault }) => `${field} ${fault}`).join('; ');
  if (code === 'invalid_request' && faults) return `The server did not take this: ${faults}.`;
  // Of the rest the server itself says best what is wrong.
  return sentences[code] ?? (message === code ? `The server refused this (${code}).` : message);
}
