import type { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppEnvironment } from '../middleware/environment.ts';
import { pageHeaders } from '../middleware/security-headers.ts';
import { serveStatic, type StaticFiles } from './static-files.ts';

const shortLived = 'public, max-age=300';
const immutable = 'public, max-age=31536000, immutable';

/** Any site may load the elements. */
const anyOrigin = createMiddleware<AppEnvironment>(async (c, next) => {
  c.header('Access-Control-Allow-Origin', '*');
  c.header('Cross-Origin-Resource-Policy', 'cross-origin');
  c.header('X-Content-Type-Options', 'nosniff');
  await next();
});

/** What script tags name: the elements, the same without any, and the table of an administration. */
const entries = ['totp-kit.js', 'totp-kit-headless.js', 'totp-kit-users.js'];

/** The browser files: short-lived entries, and chunks whose names change with their content. */
export function serveBrowserFiles(app: Hono<AppEnvironment>, files: StaticFiles): void {
  for (const entry of entries) {
    app.use(`/${entry}`, anyOrigin);
    serveStatic(app, `/${entry}`, { files, fileFor: () => entry, cacheControl: shortLived });
  }
  app.use('/totp-kit/*', anyOrigin);
  serveStatic(app, '/totp-kit/*', {
    files,
    fileFor: (urlPath) => urlPath.slice(1),
    cacheControl: immutable,
  });
}

/** The page that a ticket's link opens. Its ticket is in the fragment, which never reaches the server. */
export function serveEnrollPage(app: Hono<AppEnvironment>, files: StaticFiles): void {
  // What the page names counts from there. A browser takes the fragment along.
  app.get('/enroll/', (c) => c.redirect('../enroll', 308));
  for (const route of ['/enroll', '/enroll/*']) {
    app.use(route, pageHeaders);
    serveStatic(app, route, {
      files,
      fileFor: (urlPath) => (urlPath === '/enroll' ? 'enroll/index.html' : urlPath.slice(1)),
      cacheControl: 'no-store',
    });
  }
}

/** A static site beside the API, such as the demo: `/account` is `account.html`. */
export function serveSite(app: Hono<AppEnvironment>, files: StaticFiles): void {
  app.use('*', pageHeaders);
  serveStatic(app, '*', {
    files,
    fileFor: (urlPath) =>
      ['', '.html', 'index.html', '/index.html']
        .map((ending) => `${urlPath}${ending}`.slice(1))
        .find((path) => files.has(path)),
    cacheControl: 'no-cache',
  });
}
