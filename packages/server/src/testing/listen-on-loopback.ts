import type { ServerType } from '@hono/node-server';
import { onTestFinished } from 'vitest';

/** Lets a server listen on a free loopback port until the test is over, and says where. */
export async function listenOnLoopback(server: ServerType): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  );
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}
