import { z } from 'zod';
import {
  browserToken,
  code,
  identifier,
  loginId,
  proof,
  recoveryCode,
  returnUrl,
} from './primitives.ts';
import { session } from './sessions.ts';
import { user } from './users.ts';

const oneSecret = {
  check: (body: { code?: unknown; recoveryCode?: unknown }) =>
    (body.code === undefined) !== (body.recoveryCode === undefined),
  message: 'give either code or recoveryCode',
};

export const verificationBody = z
  .strictObject({
    loginId: loginId.optional().meta({
      description: 'To sign in. Left out with a session or a ticket, which say who it is.',
    }),
    code: code.optional(),
    recoveryCode: recoveryCode.optional(),
    browserToken: browserToken.optional(),
  })
  .refine(oneSecret.check, { path: ['code'], message: oneSecret.message });
export type VerificationBody = z.infer<typeof verificationBody>;

export const verification = z
  .object({
    user,
    session: session.optional().meta({ description: 'Not with a ticket.' }),
    browserToken: browserToken.optional().meta({ description: 'After signing in.' }),
    proof: proof.optional().meta({ description: 'With a ticket.' }),
    returnUrl: returnUrl.optional(),
  })
  .meta({ id: 'Verification' });
export type Verification = z.infer<typeof verification>;

export const managedVerificationBody = z
  .strictObject({
    userId: identifier.optional(),
    loginId: loginId.optional(),
    code: code.optional(),
    recoveryCode: recoveryCode.optional(),
    clientAddress: z.union([z.ipv4(), z.ipv6()]).optional().meta({
      description: 'Where the person is; its budget counts. The address of the backend does not.',
    }),
  })
  .refine(oneSecret.check, { path: ['code'], message: oneSecret.message })
  .refine((body) => (body.userId === undefined) !== (body.loginId === undefined), {
    path: ['userId'],
    message: 'give either userId or loginId',
  });
export type ManagedVerificationBody = z.infer<typeof managedVerificationBody>;

export const managedVerification = z.object({ user });
