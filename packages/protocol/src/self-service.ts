import { z } from 'zod';
import { recoveryCodes } from './enrollments.ts';
import { identifier, label, returnUrl, timestamp } from './primitives.ts';
import { authenticator } from './users.ts';

export const authenticatorList = z.object({
  authenticators: z.array(authenticator),
  recoveryCodesLeft: z.int(),
  returnUrl: returnUrl.optional().meta({ description: 'With a ticket that has one.' }),
});
export type AuthenticatorList = z.infer<typeof authenticatorList>;

export const authenticatorPath = z.strictObject({ authenticatorId: identifier });
export const renameAuthenticatorBody = z.strictObject({ label });
export const newRecoveryCodes = z.object({ recoveryCodes });

export const ownSession = z
  .object({
    sessionId: identifier,
    createdAt: timestamp,
    verifiedAt: timestamp,
    expiresAt: timestamp,
    isCurrent: z.boolean(),
  })
  .meta({ id: 'OwnSession' });
export type OwnSession = z.infer<typeof ownSession>;

export const ownSessions = z.object({ sessions: z.array(ownSession) });
export const ownSessionPath = z.strictObject({ sessionId: identifier });
