import { invalidRequest } from '../services/invalid-request.ts';

/** Hides the place where a page ended in a string that callers only give back. */
export function encodeCursor(place: string | number): string {
  return Buffer.from(String(place), 'utf8').toString('base64url');
}

export function decodeCursor(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString('utf8');
}

/** A cursor that holds a whole number. @throws TotpError invalid_request */
export function decodeNumberCursor(cursor: string): number {
  const number = Number(decodeCursor(cursor));
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw invalidRequest([
    { field: 'query.cursor', message: 'must be a cursor of an earlier answer' },
  ]);
}
