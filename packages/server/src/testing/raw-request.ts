import { connect } from 'node:net';

export interface RawRequest {
  readonly target: string;
  readonly version?: '1.0' | '1.1';
  /** Lines as they are sent, byte by byte (Latin-1). `Host` is the origin's unless it is among them. */
  readonly headers?: readonly string[];
}

export interface RawAnswer {
  readonly status: number;
  readonly text: string;
}

/** Sends a GET as it is written, which no client does, and gives what comes back. */
export function askRaw(
  origin: string,
  { target, version = '1.1', headers = [] }: RawRequest,
): Promise<RawAnswer> {
  const { hostname, port, host } = new URL(origin);
  const hasHost = version === '1.0' || headers.some((line) => /^host:/i.test(line));
  const lines = [
    `GET ${target} HTTP/${version}`,
    ...(hasHost ? [] : [`Host: ${host}`]),
    ...headers,
    'Connection: close',
  ];
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => {
      socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
    });
    socket.setEncoding('latin1').on('data', (chunk: string) => (text += chunk));
    socket.once('error', reject);
    socket.once('close', () => {
      resolve({ status: Number(text.split(' ')[1]), text });
    });
  });
}
