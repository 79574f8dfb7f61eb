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

export const label = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .meta({ description: 'A name for the authenticator, such as the phone it is on.' });

/** An opaque identifier: letters, digits, `-` and `_`. */
export const identifier = z.string().regex(/^[A-Za-z0-9_-]{1,128}$/, 'must be an ID');

const profileText = z.string().trim().min(1).max(256);

export const userProfile = z
  .strictObject({
    name: profileText.optional(),
    email: profileText.optional(),
    phone: z.string().trim().min(1).max(32).optional(),
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
