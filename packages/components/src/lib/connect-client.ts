import { createTotpClient, type TotpClientOptions } from './client/create-totp-client.ts';
import type { TotpClient } from './client/totp-client.ts';
import type { ClientSource } from './flow/flow.ts';

export interface ServerChoice extends TotpClientOptions {
  readonly client?: TotpClient | undefined;
}

/** The client that an element means. Why there is none, it says when it is asked for. */
export function connectClient({ client, server, storage }: ServerChoice): ClientSource {
  return client ?? (async () => createTotpClient({ server, storage }));
}
