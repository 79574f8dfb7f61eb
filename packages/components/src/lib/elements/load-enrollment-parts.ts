import { TotpError } from '@totp-kit/protocol/errors';
import type * as enrollmentParts from './enrollment-parts.ts';

export type EnrollmentParts = typeof enrollmentParts;

let parts: Promise<EnrollmentParts> | undefined;

/**
 * Loads what only an enrollment shows. After a failure, the next call tries again.
 * In a file without decorators: in one with them, TypeScript leaves the `.ts` of an import like this as it is.
 */
export function loadEnrollmentParts(): Promise<EnrollmentParts> {
  parts ??= import('./enrollment-parts.ts').catch((cause: unknown) => {
    parts = undefined;
    throw new TotpError('server_unreachable', {
      message: 'A part of totp-kit could not be loaded.',
      cause,
    });
  });
  return parts;
}
