import { createAdaptorServer } from '@hono/node-server';
import { onTestFinished } from 'vitest';
import type { ServerKeys } from '../services/server-keys.ts';
import { startWithKeys } from './forgeries.ts';
import { TestClock } from './test-clock.ts';
import type { TestServer } from './test-server.ts';

/** A server whose public URL is where it really is, and the keys it signs with. */
export interface ReachableServer {
  readonly server: TestServer;
  readonly keys: ServerKeys;
  readonly url: string;
}

/**
 * For what runs beside the tests by the machine's clock, in any language. The server's own clock is behind that at first,
 * so that a test can go on to the next code without leaving the present.
 */
export async function startReachableServer({
  behindSeconds,
}: {
  readonly behindSeconds: number;
}): Promise<ReachableServer> {
  const clock = new TestClock();
  clock.advance({ ms: Date.now() - behindSeconds * 1000 - clock.read() });
  // The socket comes first, because the server must know its URL.
  let answer: (request: Request) => Promise<Response> = () =>
    Promise.resolve(new Response(null, { status: 503 }));
  const url = await listen((request) => answer(request));
  const started = await startWithKeys({ clock, environment: { TOTP_KIT_PUBLIC_URL: url } });
  answer = async (request) => {
    const { pathname, search } = new URL(request.url);
    const { method, headers } = request;
    const body = method === 'GET' ? undefined : await request.text();
    return started.server.fetch(`${pathname}${search}`, { method, headers, body });
  };
  return { ...started, url };
}

/** Serves on a free loopback port until the test is over, and says where. */
async function listen(fetch: (request: Request) => Promise<Response>): Promise<string> {
  const socket = createAdaptorServer({ fetch });
  await new Promise<void>((resolve) => socket.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    socket.close();
    if ('closeAllConnections' in socket) socket.closeAllConnections();
  });
  const address = socket.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}
