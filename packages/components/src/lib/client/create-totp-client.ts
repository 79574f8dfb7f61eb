import { resolveServer } from './default-server.ts';
import { HttpTotpClient } from './http-totp-client.ts';
import { serverMalformed, serverMissing } from './server-faults.ts';
import type { TotpClient } from './totp-client.ts';

const clients = new Map<string, TotpClient>();

export interface TotpClientOptions {
  /** The URL of the server; the one that the script came from unless given. */
  readonly server?: string | undefined;
}

/**
 * The client of a server, for page scripts. Everything on a page that names the same server shares one.
 * Throws a `TotpError` `server_missing` when no server is known.
 */
export function createTotpClient({ server }: TotpClientOptions = {}): TotpClient {
  const url = resolveServer(server);
  if (!url) throw server ? serverMalformed(server) : serverMissing();
  const client = clients.get(url.href) ?? new HttpTotpClient({ server: url });
  clients.set(url.href, client);
  return client;
}
