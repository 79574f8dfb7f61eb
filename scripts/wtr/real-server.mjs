import path from 'node:path';
import {
  endChild,
  findFreePort,
  makeTemporaryFolder,
  startChild,
  untilAnswers,
} from './children.mjs';

/**
 * Runs a totp-kit server on a database of its own beside the tests, for pages of one origin. The tests find its
 * URL at /real-server.json.
 */
export function realServer(pageOrigin) {
  let server, url;
  return {
    name: 'real-server',
    async serverStart() {
      const folder = makeTemporaryFolder('totp-kit-elements-');
      const port = await findFreePort();
      url = `http://localhost:${port}/`;
      server = startChild(
        process.execPath,
        ['--conditions=totp-kit-source', 'packages/server/src/main.ts', 'serve'],
        {
          stdio: ['ignore', 'ignore', 'inherit'],
          env: {
            PATH: process.env.PATH,
            PORT: String(port),
            DATABASE_URL: `sqlite:${path.join(folder, 'totp-kit.db')}`,
            TOTP_KIT_ORIGINS: pageOrigin,
          },
        },
      );
      await untilAnswers(new URL('healthz', url), server);
    },
    serverStop: () => endChild(server),
    serve(context) {
      if (context.path === '/real-server.json') {
        return { body: JSON.stringify({ url }), type: 'json' };
      }
    },
  };
}
