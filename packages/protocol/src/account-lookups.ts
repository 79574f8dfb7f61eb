import { z } from 'zod';
import { loginId } from './primitives.ts';

export const accountLookupBody = z.strictObject({ loginId });
export type AccountLookupBody = z.infer<typeof accountLookupBody>;

/**
 * Which way a login ID leads on. True leads to the sign-in, false to the sign-up; where that is not the whole truth
 * (a `ticket` user, a user who lost their authenticators) the sign-up says `login_id_taken`, as it does to anybody.
 */
export const accountLookup = z
  .object({
    hasAccount: z.boolean().meta({
      description:
        'Whether the login ID belongs to a `direct` user with an authenticator, disabled ones included. `ticket` users, users without an authenticator and login IDs that nobody has are alike `false`.',
    }),
  })
  .meta({ id: 'AccountLookup' });
export type AccountLookup = z.infer<typeof accountLookup>;
