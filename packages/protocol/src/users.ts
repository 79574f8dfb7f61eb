import { z } from 'zod';
import { identifier, loginId, signIn, timestamp, userStatus } from './primitives.ts';

/** A user as they themselves and the site's pages see it. */
export const user = z
  .object({
    userId: identifier,
    loginId,
    loginIdVerified: z.boolean().meta({
      description:
        'True only where the management side made the user or gave the ticket. Open sign-ups are unverified.',
    }),
    name: z.string().optional(),
    email: z.string().optional(),
    phone: z.string().optional(),
    signIn,
    createdAt: timestamp,
  })
  .meta({ id: 'User' });
export type User = z.infer<typeof user>;

export const authenticator = z
  .object({
    authenticatorId: identifier,
    label: z.string().optional(),
    createdAt: timestamp,
    lastUsedAt: timestamp.optional(),
  })
  .meta({ id: 'Authenticator' });
export type Authenticator = z.infer<typeof authenticator>;

/** A user as the management side sees it. */
export const managedUser = user
  .extend({
    status: userStatus,
    changedAt: timestamp.meta({
      description: 'When status, profile or authenticators changed last.',
    }),
    authenticators: z.array(authenticator),
    recoveryCodesLeft: z.int(),
    lastSignInAt: timestamp.optional(),
    isStopped: z.boolean().meta({
      description:
        'So many attempts failed that no more are taken from unknown browsers, until an operator ends it.',
    }),
    waitingUntil: timestamp.optional().meta({
      description: 'Until then attempts are refused, because too many failed.',
    }),
  })
  .meta({ id: 'ManagedUser' });
export type ManagedUser = z.infer<typeof managedUser>;
