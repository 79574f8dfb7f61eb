import { serverUnreachable } from './server-faults.ts';
import type * as sessionClient from './session-client.ts';

/** Loads what only page scripts ask a client for. A browser tries again at the next call. */
export function loadSessionClient(server: URL): Promise<typeof sessionClient> {
  return import('./session-client.ts').catch(() => {
    throw serverUnreachable(server);
  });
}
