import { TotpError } from '@totp-kit/protocol/errors';
import type { Hono } from 'hono';
import type { AppEnvironment } from '../middleware/environment.ts';
import { consolePageHeaders } from '../middleware/security-headers.ts';
import { serveStatic, type StaticFiles } from './static-files.ts';

/** The console's pages: one document for every view, and its files, whose names change with their content. */
export function serveConsolePages(app: Hono<AppEnvironment>, files: StaticFiles): void {
  app.use('/console/*', async (c, next) => {
    if (c.req.path.startsWith('/console/api/')) throw new TotpError('not_found');
    await next();
  });
  app.use('/console', consolePageHeaders);
  app.use('/console/*', consolePageHeaders);
  serveStatic(app, '/console/assets/*', {
    files,
    fileFor: (urlPath) => urlPath.replace('/console/', ''),
    cacheControl: 'public, max-age=31536000, immutable',
  });
  for (const route of ['/console', '/console/*']) {
    serveStatic(app, route, { files, fileFor: () => 'index.html', cacheControl: 'no-store' });
  }
}
