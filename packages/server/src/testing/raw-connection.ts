import { connect, type Socket } from 'node:net';

/** A connection on which anything can be sent, as no client does. */
export interface RawConnection {
  readonly socket: Socket;
  /** What has come so far, as Latin-1. */
  readonly received: () => string;
  /** The status of each answer that has begun. */
  readonly statuses: () => readonly number[];
  /** When the server has ended it, or reset it; whole milliseconds since it was opened. */
  readonly closed: Promise<number>;
}

/** Opens a connection from a loopback address, 127.0.0.1 unless said. */
export function openRaw(origin: string, from = '127.0.0.1'): Promise<RawConnection> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const openedAt = performance.now();
    const socket = connect({ host: hostname, port: Number(port), localAddress: from });
    let received = '';
    socket.setEncoding('latin1').on('data', (text: string) => (received += text));
    const closed = new Promise<number>((ended) => {
      socket.once('close', () => {
        ended(Math.round(performance.now() - openedAt));
      });
    });
    socket.once('connect', () => {
      // A reset is an end like others.
      socket.off('error', reject).on('error', () => undefined);
      resolve({
        socket,
        received: () => received,
        statuses: () =>
          [...received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status)),
        closed,
      });
    });
    socket.once('error', reject);
  });
}

/** A request as it is written on the wire; `Host` is of this machine. */
export function writeRequest(
  requestLine: string,
  headers: readonly string[] = [],
  body: string | Buffer = '',
): Buffer {
  const lines = [`${requestLine} HTTP/1.1`, 'Host: localhost', ...headers, '', ''];
  return Buffer.concat([Buffer.from(lines.join('\r\n'), 'latin1'), Buffer.from(body)]);
}
