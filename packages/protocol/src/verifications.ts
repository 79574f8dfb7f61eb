import { z } from 'zod';
import { code, loginId } from './primitives.ts';
import { session } from './sessions.ts';
import { user } from './users.ts';

export const verificationBody = z.strictObject({ loginId, code });
export type VerificationBody = z.infer<typeof verificationBody>;

export const verification = z.object({ user, session }).meta({ id: 'Verification' });
export type Verification = z.infer<typeof verification>;
