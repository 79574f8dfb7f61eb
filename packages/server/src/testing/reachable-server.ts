import type { ServerKeys } from '../services/server-keys.ts';
import { startWithKeys } from './forgeries.ts';
import { findFreePort } from './free-port.ts';
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
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const environment = { TOTP_KIT_PUBLIC_URL: url };
  const started = await startWithKeys({ clock, environment, isListening: true, port });
  return { ...started, url };
}
