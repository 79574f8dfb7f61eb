import { TotpError } from '@totp-kit/protocol/errors';
import type * as recoveryParts from './recovery-parts.ts';

export type RecoveryParts = typeof recoveryParts;

let parts: Promise<RecoveryParts> | undefined;

/** Loads what is shown of recovery codes. After a failure, the next call tries again. */
export function loadRecoveryParts(): Promise<RecoveryParts> {
  parts ??= import('./recovery-parts.ts').catch((cause: unknown) => {
    parts = undefined;
    throw new TotpError('server_unreachable', {
      message: 'A part of totp-kit could not be loaded.',
      cause,
    });
  });
  return parts;
}
