import { z } from 'zod';
import { serverErrorCodes } from './errors.ts';

/** The body of every error, `application/problem+json` (RFC 9457). */
export const problem = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(serverErrorCodes),
    requestId: z.string(),
    retryAfter: z.int().min(1).optional().meta({
      description: 'Whole seconds after which trying again can help; equal to `Retry-After`.',
    }),
    clockOffsetSeconds: z.int().optional().meta({
      description:
        'With a refused confirmation: the code fits a time that is so far from now; how much the clock of the phone is off.',
    }),
    errors: z
      .array(z.object({ field: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'Each field that is wrong, and how.' }),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;
