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
  /** Of one IPv6 /48, which whoever has one makes 65,536 of the former from. */
  readonly mostOfSite: number;
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
  readonly holdings: readonly Holding[];
  /** Requests that are not answered. */
  underWay: number;
  /** What had been read of it when the last of them was. */
  bytesAnswered: number;
  last?: { readonly request: IncomingMessage; readonly response: ServerResponse };
  /** Since when an answer is ready and not read, by the monotonic clock. */
  unreadSinceMs?: number | undefined;
}

/** What one address, or one part of the network, holds; oldest first. */
interface Holding {
  readonly name: string;
  readonly most: number;
  readonly connections: Set<Connection>;
}

/** Trusted proxies hold theirs for many people, together and without a cap of their own. */
const ofProxies = 'trusted proxies';

/** By what a connection makes room, what costs least first. */
const ranks = { idle: 0, askingSlowly: 1, sendingSlowly: 2, readingSlowly: 3, beingAnswered: 4 };

/**
 * The connections of a server. When there is no room, whoever holds most makes room: who opens many at once stands in
 * nobody's way but their own. Idle ones go first, then those that have not finished asking, then bodies under way, then
 * answers that nobody reads; a whole request that is being answered is never ended. For the cap of an address alone, a
 * new one is refused sooner than a body or an answer is cut off.
 */
export class Connections {
  readonly #options: ConnectionsOptions;
  readonly #all = new Map<Socket, Connection>();
  readonly #holdings = new Map<string, Holding>();
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
      connection.bytesAnswered = connection.socket.bytesRead;
    }
  }

  #take(socket: Socket): void {
    const address = socket.remoteAddress;
    // Gone already.
    if (address === undefined) return;
    const { most, onCrowded } = this.#options;
    const holdings = this.#holdingsOf(address);
    for (const { most: mostOfHolding, connections } of holdings) {
      if (connections.size < mostOfHolding) continue;
      onCrowded({ scope: 'address', most: mostOfHolding, address });
      if (this.#makeRoom(connections, ranks.askingSlowly)) continue;
      socket.destroy();
      return;
    }
    if (this.#all.size >= most) {
      onCrowded({ scope: 'server', most });
      const hasRoom =
        this.#makeRoom(this.#largestHolding(), ranks.readingSlowly) ||
        this.#makeRoom(this.#all.values(), ranks.readingSlowly);
      if (!hasRoom) {
        socket.destroy();
        return;
      }
    }
    this.#add({ socket, holdings, underWay: 0, bytesAnswered: 0 });
  }

  #holdingsOf(address: string): readonly Holding[] {
    const { mostOfAddress, mostOfSite, isTrustedProxy } = this.#options;
    if (isTrustedProxy(address)) return [this.#holding(ofProxies, Infinity)];
    const caps = [mostOfAddress, mostOfSite];
    return addressSubjects(address).map(({ subject }, index) =>
      this.#holding(subject, caps[index] ?? mostOfSite),
    );
  }

  #holding(name: string, most: number): Holding {
    return this.#holdings.get(name) ?? { name, most, connections: new Set() };
  }

  #add(connection: Connection): void {
    const { socket, holdings } = connection;
    this.#all.set(socket, connection);
    for (const holding of holdings) {
      holding.connections.add(connection);
      this.#holdings.set(holding.name, holding);
    }
    socket.once('close', () => {
      this.#remove(connection);
    });
  }

  #remove(connection: Connection): void {
    this.#all.delete(connection.socket);
    for (const { name, connections } of connection.holdings) {
      connections.delete(connection);
      // Another one may have the name by now.
      if (connections.size === 0 && this.#holdings.get(name)?.connections === connections) {
        this.#holdings.delete(name);
      }
    }
  }

  #largestHolding(): Iterable<Connection> {
    let largest: ReadonlySet<Connection> = new Set();
    for (const { connections } of this.#holdings.values()) {
      if (connections.size > largest.size) largest = connections;
    }
    return largest;
  }

  /** Ends the oldest of those that cost least, up to a rank. False where there is none. */
  #makeRoom(among: Iterable<Connection>, upTo: number): boolean {
    let found: { readonly connection: Connection; readonly rank: number } | undefined;
    for (const connection of among) {
      const rank = rankOf(connection);
      if (rank > upTo || (found && rank >= found.rank)) continue;
      found = { connection, rank };
      if (rank === ranks.idle) break;
    }
    if (found === undefined) return false;
    found.connection.socket.destroy();
    this.#remove(found.connection);
    return true;
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

function rankOf({ socket, underWay, last, bytesAnswered }: Connection): number {
  if (underWay === 0) {
    if (socket.writableLength > 0 || last?.response.writableFinished === false) {
      return ranks.readingSlowly;
    }
    return socket.bytesRead === bytesAnswered ? ranks.idle : ranks.askingSlowly;
  }
  if (last?.response.writableEnded) return ranks.readingSlowly;
  return underWay === 1 && last?.request.complete === false
    ? ranks.sendingSlowly
    : ranks.beingAnswered;
}
