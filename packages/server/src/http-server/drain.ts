import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import type { Connections } from './connections.ts';

/** How long a server that stops waits for what, in milliseconds. */
export interface DrainTimes {
  /** For a request that was on its way on an idle connection when the server stopped. */
  readonly idleMs: number;
  /** For requests that are under way. */
  readonly requestsMs: number;
}

export const drainTimes: DrainTimes = { idleMs: 500, requestsMs: 10_000 };

/** Takes no new connection, answers what was asked on those that are there, and ends them. */
export async function drain(
  servers: readonly Server[],
  connections: Connections,
  { idleMs, requestsMs }: DrainTimes = drainTimes,
): Promise<void> {
  connections.closeWithNextAnswer();
  const areClosed = Promise.all(servers.map(closeListening));
  const idle = setTimeout(() => {
    connections.closeUnused();
    for (const server of servers) {
      // What is asked from now on, on a connection that was not idle. 0 would be for ever.
      server.keepAliveTimeout = 1;
      server.closeIdleConnections();
    }
  }, idleMs);
  const deadline = setTimeout(() => {
    for (const server of servers) server.closeAllConnections();
  }, requestsMs);
  await areClosed;
  clearTimeout(idle);
  clearTimeout(deadline);
  connections.stopWatching();
}

/** Resolves when the last connection has ended. */
function closeListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // An HTTP server's own close() ends idle connections at once, and with them the requests that are on their way there.
    NetServer.prototype.close.call(server, () => {
      resolve();
    });
  });
}
