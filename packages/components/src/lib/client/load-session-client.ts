import { TotpError } from '@totp-kit/protocol/errors';
import type * as sessionClient from './session-client.ts';

/** Loads what only a session is asked with. A browser tries again at the next call. */
export function loadSessionClient(): Promise<typeof sessionClient> {
  return import('./session-client.ts').catch((cause: unknown) => {
    throw new TotpError('server_unreachable', {
      message: 'A part of totp-kit could not be loaded.',
      cause,
    });
  });
}
