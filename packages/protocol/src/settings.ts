import { z } from 'zod';

export const signUpMode = z.enum(['open', 'ticket', 'closed']).meta({
  description: 'Who may start a sign-up: anyone, who holds a ticket, nobody.',
});

export const accountDisclosure = z.enum(['private', 'open']).meta({
  description:
    '`open`: the server says whether a login ID has an account. `private`: it never does, so ask the person.',
});

/** What a page may know before it knows who is there. */
export const serverSettings = z
  .object({
    issuer: z.string().meta({ description: 'The name that authenticator apps show.' }),
    signUp: signUpMode,
    accountDisclosure,
  })
  .meta({ id: 'ServerSettings' });
export type ServerSettings = z.infer<typeof serverSettings>;
