import { Agent, request } from 'node:http';

/** Somebody’s attempt to sign in. */
export interface Attempt {
  readonly loginId: string;
  readonly code: string;
  /** Where they are, as the proxy says. */
  readonly address: string;
}

/** Connections that stay open, each with one request at a time. */
export interface Load {
  /**
   * Sends the attempts with numbers from one to before another; resolves when all are answered.
   * @throws Error at an answer of another status than expected
   */
  readonly send: (range: Range, makeAttempt: (index: number) => Attempt) => Promise<void>;
  readonly close: () => void;
}

export interface Range {
  readonly from: number;
  readonly to: number;
  readonly expectedStatus: number;
  readonly onAnswer?: (ms: number) => void;
}

export function openLoad(port: number, connections: number): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    send: async ({ from, to, expectedStatus, onAnswer }, makeAttempt) => {
      let next = from;
      const sendOn = async (): Promise<void> => {
        while (next < to) {
          const attempt = makeAttempt(next);
          next += 1;
          const begun = performance.now();
          const { status, body } = await post({ agent, port }, attempt);
          if (status !== expectedStatus) {
            throw new Error(`${attempt.loginId} was answered with ${status}: ${body}`);
          }
          onAnswer?.(performance.now() - begun);
        }
      };
      await Promise.all(Array.from({ length: connections }, sendOn));
    },
    close: () => {
      agent.destroy();
    },
  };
}

function post(
  { agent, port }: { readonly agent: Agent; readonly port: number },
  { loginId, code, address }: Attempt,
): Promise<{ readonly status: number | undefined; readonly body: string }> {
  const body = JSON.stringify({ loginId, code });
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        agent,
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/api/v1/verifications',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'x-forwarded-for': address,
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => (text += piece));
        response.on('end', () => {
          resolve({ status: response.statusCode, body: text });
        });
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
