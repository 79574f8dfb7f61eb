import { resolveServer } from './default-server.ts';
import { HttpTotpClient } from './http-totp-client.ts';
import { serverMissing } from './missing-server.ts';
import type { TokenPlace } from './token-storage.ts';
import type { TotpClient } from './totp-client.ts';

const clients = new Map<string, TotpClient>();

export interface TotpClientOptions {
  /** The URL of the server; the one that the script came from unless given. */
  readonly server?: string | undefined;
  /** Where the session is kept on pages that are not of the server's own origin; `session` unless given. */
  readonly storage?: TokenPlace | undefined;
}

/**
 * The client of a server, for page scripts. Everything on a page that names the same server shares one session.
 * Throws a `TotpError` `server_missing` when no server is known.
 */
export function createTotpClient({ server, storage }: TotpClientOptions = {}): TotpClient {
  const url = resolveServer(server);
  if (!url) throw serverMissing(server);
  const name = `${storage ?? ''} ${url.href}`;
  const client = clients.get(name) ?? new HttpTotpClient({ server: url, storage });
  clients.set(name, client);
  return client;
}
