import { foldCase } from './fold-case.ts';

/** A login ID in its two forms: what people see, and what decides whether two are the same. */
export interface LoginId {
  /** As typed, trimmed, in NFC. */
  readonly display: string;
  /** NFKC, full Unicode case folding, NFKC again (Unicode §3.13, D145 applied twice over). */
  readonly canonical: string;
}

export type LoginIdFault = 'empty' | 'too_long' | 'forbidden_character' | 'looks_like_id';

/** IDs of ours are taken wherever a login ID is, and must never mean somebody else. */
const ownId = /^(user|admin)_[a-z0-9_-]{22}$/i;

const maxBytes = 254;

/**
 * Controls, format characters (bidirectional marks, joiners), surrogates alone, private and unassigned ones, and all
 * that shows as nothing: two login IDs that look the same must not be two users.
 */
const forbidden =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\u{1d159}]/u;

/** Reads what a person typed as their login ID; a fault is a value, because people mistype. */
export function readLoginId(typed: string): LoginId | { readonly fault: LoginIdFault } {
  const display = typed.normalize('NFC').trim();
  if (display === '') return { fault: 'empty' };
  if (forbidden.test(display)) return { fault: 'forbidden_character' };
  if (ownId.test(display)) return { fault: 'looks_like_id' };
  const canonical = foldCase(display.normalize('NFKC')).normalize('NFKC').trim();
  if (canonical === '' || forbidden.test(canonical)) return { fault: 'forbidden_character' };
  if (byteLength(display) > maxBytes || byteLength(canonical) > maxBytes) {
    return { fault: 'too_long' };
  }
  return { display, canonical };
}

/** No login ID can hold it, so the canonical forms of administrators and users are never the same. */
const administratorMark = '\u0001';

/** A login ID as an administrator's: it never meets a user's, whatever people call themselves. */
export function administratorLoginId({ display, canonical }: LoginId): LoginId {
  return { display, canonical: `${administratorMark}${canonical}` };
}

function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
