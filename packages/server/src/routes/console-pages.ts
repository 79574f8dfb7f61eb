import { TotpError } from '@totp-kit/protocol/errors';
import type { Hono } from 'hono';
import type { AppEnvironment } from '../middleware/environment.ts';
import { consolePageHeaders } from '../middleware/security-headers.ts';
import { serveStatic, withText, type MountedFiles } from './static-files.ts';

/** The console's pages: one document for every view, and its files, whose names change with their content. */
export function serveConsolePages(app: Hono<AppEnvironment>, mounted: MountedFiles): void {
  const { basePath } = mounted;
  // The document is at several depths, so what it loads is named from the root.
  const files = withText(mounted.files, 'index.html', (text) =>
    text.replaceAll(/(href|src)="\.\//g, `$1="${basePath}/console/`),
  );
  app.all('/console/api/*', () => {
    throw new TotpError('not_found');
  });
  app.use('/console', consolePageHeaders);
  app.use('/console/*', consolePageHeaders);
  serveStatic(app, '/console/assets/*', {
    files,
    basePath,
    fileFor: (urlPath) => urlPath.replace('/console/', ''),
    cacheControl: 'public, max-age=31536000, immutable',
  });
  for (const route of ['/console', '/console/*']) {
    serveStatic(app, route, {
      files,
      basePath,
      fileFor: () => 'index.html',
      cacheControl: 'no-store',
    });
  }
}
