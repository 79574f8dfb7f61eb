import { z } from 'zod';

/** The most bytes of UTF-8 a login ID may have. */
export const loginIdMaxBytes = 254;

export const loginId = z
  .string()
  .min(1, 'must not be empty')
  .max(loginIdMaxBytes, `must be at most ${loginIdMaxBytes} bytes`)
  .meta({
    id: 'LoginId',
    description:
      'The name a user signs in with. Compared in one canonical form (NFKC, case folded); control, bidirectional and zero-width characters are refused; at most 254 bytes of UTF-8.',
    examples: ['ada@example.com'],
  });

/** Exactly six ASCII digits, as a string: codes may start with zero. */
export const code = z
  .string()
  .regex(/^[0-9]{6}$/, 'must be exactly 6 digits (0-9), as a string')
  .meta({
    id: 'Code',
    description: 'A 6-digit code of an authenticator app.',
    examples: ['123456'],
  });

export const timestamp = z.iso
  .datetime()
  .meta({ id: 'Timestamp', description: 'A point in time, ISO 8601, UTC.' });

/** Text on one line: trimmed, at least one character, no control characters and no line separators. */
export function plainText(maxLength: number) {
  return z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(maxLength, `must have at most ${maxLength} characters`)
    .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u, 'must not contain control characters');
}

export const recoveryCode = z
  .string()
  .regex(/^[0-9A-Za-z -]{24,48}$/, 'must be a recovery code: 24 letters and digits')
  .meta({
    id: 'RecoveryCode',
    description:
      '24 characters of Crockford’s base32 (120 bits), single use. Case, spaces and dashes do not matter.',
  });

export const browserToken = z
  .string()
  .regex(/^browser_[A-Za-z0-9_-]{43}$/, 'must be a browser token of an earlier answer')
  .meta({
    id: 'BrowserToken',
    description:
      'Shows that this browser has signed this user in before; it has its own attempt budget. Keep it in the browser.',
  });

export const label = plainText(64).meta({
  description: 'A name for the authenticator, such as the phone it is on.',
});

/** An opaque identifier: letters, digits, `-` and `_`. */
export const identifier = z.string().regex(/^[A-Za-z0-9_-]{1,128}$/, 'must be an ID');

export const userProfile = z
  .strictObject({
    name: plainText(256).optional(),
    email: plainText(256).optional(),
    phone: plainText(32).optional(),
  })
  .meta({ description: 'What the person says of themselves. Unverified.' });
export type UserProfile = z.infer<typeof userProfile>;

export const signIn = z.enum(['direct', 'ticket']).meta({
  description:
    '`direct`: the authenticator app is the login. `ticket`: a second factor behind the login of a site.',
});
export type SignIn = z.infer<typeof signIn>;

export const userStatus = z.enum(['enabled', 'disabled']);
export type UserStatus = z.infer<typeof userStatus>;

/** A signed answer to a site's backend (JWT, `totp-proof+jwt`). */
export const proof = z.string().meta({
  id: 'Proof',
  description:
    'ES256 JWT for the backend that asked for the ticket, valid for 2 minutes: who verified, when, for which purpose and audience.',
});

export const returnUrl = z.url().meta({
  description: 'Where the backend that asked for the ticket wants the person to go on.',
});
