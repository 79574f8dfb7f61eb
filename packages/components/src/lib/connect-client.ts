import { TotpError } from '@totp-kit/protocol/errors';
import { createTotpClient } from './client/create-totp-client.ts';
import type { TotpClient } from './client/totp-client.ts';

export interface ClientSource {
  readonly client?: TotpClient | undefined;
  readonly server?: string | undefined;
}

/** The client that an element means, or why there is none. */
export function connectClient({ client, server }: ClientSource): TotpClient | TotpError {
  try {
    return client ?? createTotpClient({ server });
  } catch (error) {
    if (error instanceof TotpError) return error;
    throw error;
  }
}
