import { createServer, type RequestListener, type Server } from 'node:http';
import type { Connections } from './connections.ts';
import type { SocketTimes } from './socket-times.ts';

export interface ListenOptions {
  /** Addresses to listen on. */
  readonly hosts: readonly string[];
  readonly port: number;
  readonly times: SocketTimes;
  readonly connections: Connections;
  readonly answer: (...exchange: Parameters<RequestListener>) => Promise<void>;
  /** Takes why a connection could not be accepted. */
  readonly onFault: (error: NodeJS.ErrnoException) => void;
}

/** Why a server does not listen, and what to do. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/**
 * Listens on all of the addresses that exist on this machine, of which there must be one.
 * @throws ListenError
 */
export async function listen(options: ListenOptions): Promise<readonly Server[]> {
  const { hosts, port, connections, answer, onFault } = options;
  const servers: Server[] = [];
  try {
    for (const host of hosts) {
      const server = createServer(nodeOptions(options.times), connections.counted(answer));
      connections.watch(server);
      const isListening = await listenOn(server, { host, port });
      // Without a listener the first such fault would end the process.
      server.on('error', onFault);
      if (isListening) servers.push(server);
    }
    if (servers.length > 0) return servers;
    throw new ListenError(`None of the addresses ${hosts.join(', ')} exists on this machine.`);
  } catch (error) {
    for (const server of servers) server.close();
    throw error;
  }
}

function nodeOptions(times: SocketTimes) {
  return {
    headersTimeout: times.headersMs,
    requestTimeout: times.requestMs,
    keepAliveTimeout: times.idleMs,
    connectionsCheckingInterval: times.checkingMs,
  };
}

interface Place {
  readonly host: string;
  readonly port: number;
}

/** False where the address does not exist here, such as ::1 on a machine without IPv6. */
function listenOn(server: Server, { host, port }: Place): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') resolve(false);
      else reject(new ListenError(whyNotListening(error, { host, port })));
    };
    server.once('error', onError);
    server.listen(port, host, () => {
      server.off('error', onError);
      resolve(true);
    });
  });
}

function whyNotListening(error: NodeJS.ErrnoException, { host, port }: Place): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is in use. Stop the program that uses it, or choose another port: PORT=${port + 1}.`;
  }
  if (error.code === 'EACCES') {
    return `This user may not listen on port ${port}. Choose one above 1023: PORT=8787.`;
  }
  return `Cannot listen on ${host}, port ${port}: ${error.message}.`;
}
