import { z } from 'zod';
import { timestamp } from './primitives.ts';
import { user } from './users.ts';

export const sessionTimes = z
  .object({
    expiresAt: timestamp.meta({ description: 'When the access token ends.' }),
    refreshExpiresAt: timestamp.meta({
      description: 'When the session can no longer be refreshed.',
    }),
    freshUntil: timestamp.meta({ description: 'Until then authenticators may be changed.' }),
  })
  .meta({ id: 'SessionTimes' });
export type SessionTimes = z.infer<typeof sessionTimes>;

export const session = sessionTimes
  .extend({
    accessToken: z.string().optional().meta({
      description:
        'ES256 JWT. Left out where the tokens go as cookies (pages of the server’s own origin).',
    }),
    refreshToken: z.string().optional().meta({
      description: 'Opaque; changes with every refresh. Left out where the tokens go as cookies.',
    }),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof session>;

export const sessionAnswer = z.object({ user, session: sessionTimes });
export type SessionAnswer = z.infer<typeof sessionAnswer>;

export const refreshBody = z.strictObject({
  refreshToken: z.string().min(1).max(256).optional().meta({
    description: 'Left out where the refresh token is a cookie.',
  }),
});

export const refreshAnswer = z.object({ session });
export type RefreshAnswer = z.infer<typeof refreshAnswer>;

export const signOutQuery = z.strictObject({ everywhere: z.enum(['true', 'false']).optional() });
