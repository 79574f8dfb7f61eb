import type { TotpError } from '@totp-kit/protocol/errors';
import { invalidRequest } from '../services/invalid-request.ts';

/** Hides the place where a page ended in a string that callers only give back. */
export function encodeCursor(place: string | number): string {
  return Buffer.from(String(place), 'utf8').toString('base64url');
}

/** @throws TotpError invalid_request for what no page ends at: PostgreSQL takes no NUL in text */
export function decodeCursor(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString('utf8');
  if (/\p{Cc}/u.test(place)) throw notACursor();
  return place;
}

/** A cursor that holds a whole number. @throws TotpError invalid_request */
export function decodeNumberCursor(cursor: string): number {
  const number = Number(decodeCursor(cursor));
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw notACursor();
}

function notACursor(): TotpError {
  return invalidRequest([
    { field: 'query.cursor', message: 'must be a cursor of an earlier answer' },
  ]);
}
