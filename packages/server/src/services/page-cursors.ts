import type { TotpError } from '@totp-kit/protocol/errors';
import { hashToken } from '../core/tokens.ts';
import { invalidRequest } from './invalid-request.ts';

/** Where a page ended: texts and whole numbers. */
export type Place = readonly (string | number)[];

/**
 * Hides the place where a page ended in a string that callers only give back.
 * @param list what the page is of: its filters and its order
 */
export function encodeCursor(place: Place, list: unknown): string {
  return Buffer.from(JSON.stringify([markOf(list), ...place]), 'utf8').toString('base64url');
}

/**
 * The place that a cursor of the same list holds.
 * @throws TotpError invalid_request for a cursor of another list, or none at all
 */
export function decodeCursor(cursor: string, list: unknown): Place {
  const [mark, ...place] = readArray(cursor);
  if (!place.every(isPlain)) throw notACursor('must be a cursor of an earlier answer');
  if (mark !== markOf(list)) {
    throw notACursor(
      'belongs to a list with other filters or another order. Leave it out to begin this list anew',
    );
  }
  return place;
}

/** Refuses a cursor. */
export function notACursor(message: string): TotpError {
  return invalidRequest([{ field: 'query.cursor', message }]);
}

function markOf(list: unknown): string {
  return hashToken(JSON.stringify(list)).slice(0, 12);
}

function readArray(cursor: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) ? (value as unknown[]) : [];
  } catch {
    return [];
  }
}

/** PostgreSQL takes no NUL in text, and no key has control characters. */
function isPlain(value: unknown): value is string | number {
  return typeof value === 'string' ? !/[\p{Cc}\p{Cs}]/u.test(value) : Number.isSafeInteger(value);
}
