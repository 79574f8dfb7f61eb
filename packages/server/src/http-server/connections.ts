import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { addressSubjects } from '../core/address-budget.ts';
import type { SocketTimes } from './socket-times.ts';

/** Requests of one connection that are answered at once. Browsers wait for each answer; who sends more only makes work. */
const mostUnderWay = 32;

/** How many connections are held. */
export interface ConnectionCaps {
  readonly most: number;
  /** Of one address that is no trusted proxy: IPv4, or IPv6 by /64. */
  readonly mostOfAddress: number;
}

export interface ConnectionsOptions extends ConnectionCaps {
  readonly times: Pick<SocketTimes, 'answerMs' | 'checkingMs'>;
  readonly isTrustedProxy: (address: string) => boolean;
  /** Takes that a connection was ended, or not taken, for want of room. */
  readonly onCrowded: (where: Crowded) => void;
  /** Takes what went wrong where no answer could be made of it. */
  readonly onFault: (error: unknown) => void;
}

/** Where there is no room: in the whole, or for one address. */
export type Crowded =
  | { readonly scope: 'server'; readonly most: number }
  | { readonly scope: 'address'; readonly most: number; readonly address: string };

/** An open connection, and what it last asked for. */
interface Connection {
  readonly socket: Socket;
  /** Whose it is; undefined for a trusted proxy, whose connections are many people's. */
  readonly holder: string | undefined;
  underWay: number;
  last?: { readonly request: IncomingMessage; readonly response: ServerResponse };
  /** Since when an answer is ready and not read, by the monotonic clock. */
  unreadSinceMs?: number | undefined;
}

/**
 * The connections of a server. When there is no room, the one that has been idle, or slow to ask, for longest makes
 * room, of the address that holds most: who opens many at once stands in nobody's way but their own. What is being
 * answered is never ended for that.
 */
export class Connections {
  readonly #options: ConnectionsOptions;
  readonly #all = new Map<Socket, Connection>();
  /** Oldest first. */
  readonly #byHolder = new Map<string, Set<Connection>>();
  readonly #sweeping: NodeJS.Timeout;
  #isClosing = false;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
    this.#sweeping = setInterval(() => {
      this.#endSlowReaders();
    }, options.times.checkingMs).unref();
  }

  /** Counts the connections of a server. */
  watch(server: Server): void {
    server.on('connection', (socket) => {
      this.#take(socket);
    });
  }

  /** The same listener, which takes part in the counting. */
  counted(answer: (...exchange: Parameters<RequestListener>) => Promise<void>): RequestListener {
    return (request, response) => {
      const connection = this.#all.get(request.socket);
      // One that has just been ended may still have requests in what was read of it.
      if (connection === undefined || request.socket.destroyed) return;
      if (connection.underWay >= mostUnderWay) {
        request.socket.destroy();
        return;
      }
      connection.underWay += 1;
      connection.last = { request, response };
      connection.unreadSinceMs = undefined;
      if (this.#isClosing) response.setHeader('Connection', 'close');
      void this.#answer(connection, answer(request, response));
    };
  }

  /** From now on every connection ends with its next answer, those that are under way too. */
  closeWithNextAnswer(): void {
    this.#isClosing = true;
    for (const { last } of this.#all.values()) {
      if (last && !last.response.headersSent) last.response.setHeader('Connection', 'close');
    }
  }

  /** Ends the connections on which nothing has ever been asked. */
  closeUnused(): void {
    for (const { socket } of this.#all.values()) if (socket.bytesRead === 0) socket.destroy();
  }

  stopWatching(): void {
    clearInterval(this.#sweeping);
  }

  async #answer(connection: Connection, answered: Promise<void>): Promise<void> {
    try {
      await answered;
    } catch (error) {
      this.#options.onFault(error);
      connection.socket.destroy();
    } finally {
      connection.underWay -= 1;
    }
  }

  #take(socket: Socket): void {
    const address = socket.remoteAddress;
    // Gone already.
    if (address === undefined) return;
    const { most, mostOfAddress, isTrustedProxy, onCrowded } = this.#options;
    const holder = isTrustedProxy(address) ? undefined : addressSubjects(address)[0]?.subject;
    const own = holder === undefined ? undefined : this.#byHolder.get(holder);
    if (own !== undefined && own.size >= mostOfAddress) {
      onCrowded({ scope: 'address', most: mostOfAddress, address });
      this.#makeRoom(own);
      if (own.size >= mostOfAddress) {
        socket.destroy();
        return;
      }
    }
    if (this.#all.size >= most) {
      onCrowded({ scope: 'server', most });
      this.#makeRoom(this.#largestHolding());
      if (this.#all.size >= most) {
        socket.destroy();
        return;
      }
    }
    this.#add({ socket, holder, underWay: 0 });
  }

  #add(connection: Connection): void {
    const { socket, holder } = connection;
    this.#all.set(socket, connection);
    if (holder !== undefined) {
      const own = this.#byHolder.get(holder);
      if (own) own.add(connection);
      else this.#byHolder.set(holder, new Set([connection]));
    }
    socket.once('close', () => {
      this.#remove(connection);
    });
  }

  #remove(connection: Connection): void {
    const { socket, holder = '' } = connection;
    this.#all.delete(socket);
    const own = this.#byHolder.get(holder);
    own?.delete(connection);
    if (own?.size === 0) this.#byHolder.delete(holder);
  }

  #largestHolding(): ReadonlySet<Connection> {
    let largest: ReadonlySet<Connection> = new Set();
    for (const own of this.#byHolder.values()) if (own.size > largest.size) largest = own;
    return largest;
  }

  #makeRoom(among: ReadonlySet<Connection>): void {
    for (const connection of among) {
      if (isBeingAnswered(connection)) continue;
      connection.socket.destroy();
      this.#remove(connection);
      return;
    }
  }

  #endSlowReaders(): void {
    const now = performance.now();
    for (const connection of this.#all.values()) {
      const { socket, last } = connection;
      if (!last?.response.writableEnded || last.response.writableFinished) continue;
      connection.unreadSinceMs ??= now;
      if (now - connection.unreadSinceMs >= this.#options.times.answerMs) socket.destroy();
    }
  }
}

/** A whole request is there, and its answer is not. */
function isBeingAnswered({ last }: Connection): boolean {
  return last !== undefined && last.request.complete && !last.response.writableEnded;
}
