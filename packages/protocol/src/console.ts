import { z } from 'zod';
import { identifier, loginId, timestamp } from './primitives.ts';
import { sessionAnswer } from './sessions.ts';

/** What an administrator may do: everything; help users; look. */
export const consoleRoles = ['administrator', 'support', 'viewer'] as const;
export type ConsoleRole = (typeof consoleRoles)[number];

const consoleRole = z.enum(consoleRoles).meta({ id: 'ConsoleRole' });

export const consoleSession = sessionAnswer
  .extend({
    role: consoleRole,
    seesLinks: z.boolean().meta({
      description: 'Whether links to enroll are shown to this administrator.',
    }),
  })
  .meta({
    id: 'ConsoleSession',
    description:
      'Who is signed in to the console. `session.expiresAt` is when it ends if nothing is done, `refreshExpiresAt` when it ends in any case.',
  });
export type ConsoleSession = z.infer<typeof consoleSession>;

export const administrator = z
  .object({
    administratorId: identifier,
    loginId,
    role: consoleRole,
    createdAt: timestamp,
    lastSignInAt: timestamp.optional(),
    hasAuthenticator: z.boolean().meta({
      description: 'False until the link of the invitation is used.',
    }),
    invitedUntil: timestamp.optional().meta({
      description: 'While there is a link that nobody has used.',
    }),
    isYou: z.boolean(),
  })
  .meta({ id: 'Administrator' });
export type Administrator = z.infer<typeof administrator>;

export const administrators = z.object({ administrators: z.array(administrator) });
export const administratorPath = z.strictObject({ administratorId: identifier });
export const createAdministratorBody = z.strictObject({ loginId, role: consoleRole });
export const updateAdministratorBody = z.strictObject({ role: consoleRole });

export const invitation = z
  .object({
    administrator,
    url: z.url().meta({ description: 'A single-use link. Shown once.' }),
    expiresAt: timestamp,
  })
  .meta({ id: 'Invitation' });
export type Invitation = z.infer<typeof invitation>;

/** The state of an encryption key. */
export const keyState = z.object({
  keyId: z.string(),
  seals: z.boolean().meta({ description: 'Whether new keys are sealed with it.' }),
  sealedCount: z
    .int()
    .meta({ description: 'How many authenticators, enrollments and keys it seals.' }),
});

export const configuration = z
  .object({
    settings: z.array(
      z.object({
        name: z.string().meta({ description: 'The environment variable.' }),
        value: z.string().meta({ description: 'What is in effect. Secrets only as `set`.' }),
        isDefault: z.boolean(),
      }),
    ),
    keys: z.array(keyState),
    signingKeys: z.array(z.object({ kid: z.string() })),
    version: z.string(),
    startedAt: timestamp,
  })
  .meta({ id: 'Configuration', description: 'The configuration in effect, without secrets.' });
export type Configuration = z.infer<typeof configuration>;
