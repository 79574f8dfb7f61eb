import { request } from 'node:http';
import type { Ask } from './mounted-kit.ts';

/** Asks a server from a loopback address, each time on a connection of its own. */
export function askFrom(origin: string, address: string): Ask {
  return (path, { method = 'GET', headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const options = {
        method,
        headers: Object.fromEntries(new Headers(headers)),
        localAddress: address,
        agent: false as const,
      };
      const asked = request(`${origin}${path}`, options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk)).once('error', reject);
        answer.once('end', () => {
          const { statusCode: status, headers: given } = answer;
          const text = Buffer.concat(chunks);
          const isEmpty = text.length === 0;
          const answered = Object.entries(given).map(([name, value]): [string, string] => [
            name,
            String(value),
          ]);
          resolve(new Response(isEmpty ? null : text, { status, headers: answered }));
        });
      });
      asked.once('error', reject);
      asked.end(body);
    });
}
