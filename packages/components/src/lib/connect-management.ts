import { resolveServer } from './client/default-server.ts';
import { serverIsForeign } from './client/foreign-server.ts';
import { HttpManagementClient } from './client/http-management-client.ts';
import type { ManagementClient } from './client/management-client.ts';
import { serverMissing } from './client/missing-server.ts';
import type { Clock } from './clock.ts';

export interface ManagementChoice {
  readonly client?: ManagementClient | undefined;
  readonly server: string;
  readonly clock: Clock;
}

/**
 * The management client that an element means. Throws a `TotpError`: `server_missing` when it names no web address,
 * `origin_not_allowed` when that is not of the page's own origin. A given client does not help: codes go to the server.
 */
export function connectManagement({ client, server, clock }: ManagementChoice): ManagementClient {
  const url = resolveServer(server);
  if (url && url.origin !== location.origin) throw serverIsForeign(url);
  if (client) return client;
  if (!url) throw serverMissing(server);
  return new HttpManagementClient({ server: url, clock });
}
