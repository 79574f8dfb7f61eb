import { z } from 'zod';
import {
  browserToken,
  code,
  identifier,
  label,
  loginId,
  proof,
  recoveryCode,
  returnUrl,
  timestamp,
  userProfile,
} from './primitives.ts';
import { session } from './sessions.ts';
import { user } from './users.ts';

export const startEnrollmentBody = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('sign-up'),
    loginId,
    user: userProfile.optional(),
    label: label.optional(),
  }),
  z.strictObject({
    action: z.literal('update-user'),
    label: label.optional(),
    replaces: identifier.optional().meta({
      description: 'An authenticator that ends when the new one is confirmed.',
    }),
  }),
]);
export type StartEnrollmentBody = z.infer<typeof startEnrollmentBody>;

/** A candidate authenticator. The key and its URL are shown in this answer and never again. */
export const enrollment = z
  .object({
    enrollmentId: identifier,
    loginId,
    key: z
      .string()
      .meta({ description: 'The shared secret, base32 (RFC 4648 §6) without padding.' }),
    provisioningUrl: z
      .string()
      .meta({ description: '`otpauth://totp/...`, for a QR code or a link.' }),
    issuer: z.string(),
    algorithm: z.literal('SHA1'),
    digits: z.literal(6),
    period: z.literal(30).meta({ description: 'Seconds.' }),
    expiresAt: timestamp,
  })
  .meta({ id: 'Enrollment' });
export type Enrollment = z.infer<typeof enrollment>;

export const enrollmentPath = z.strictObject({ enrollmentId: identifier });

export const confirmationBody = z.strictObject({ code, browserToken: browserToken.optional() });
export type ConfirmationBody = z.infer<typeof confirmationBody>;

export const recoveryCodes = z.array(recoveryCode).meta({
  description: 'Shown once. Each stands in for a lost authenticator, once.',
});

export const confirmation = z
  .object({
    user,
    session: session.optional().meta({
      description: 'After a sign-up. Any other ticket gives a proof, never a session.',
    }),
    proof: proof.optional(),
    returnUrl: returnUrl.optional(),
    recoveryCodes: recoveryCodes.optional().meta({
      description: 'With the first authenticator. Shown once.',
    }),
    browserToken: browserToken.optional(),
    firstSeen: z.boolean().meta({ description: 'Whether this confirmation made the user.' }),
  })
  .meta({ id: 'Confirmation' });
export type Confirmation = z.infer<typeof confirmation>;
