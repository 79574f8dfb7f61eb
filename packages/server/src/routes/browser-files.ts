import { createHash } from 'node:crypto';
import type { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppEnvironment } from '../middleware/environment.ts';
import { openToAnyOrigin, pageHeaders } from '../middleware/security-headers.ts';
import { serveStatic, type MountedFiles } from './static-files.ts';

const shortLived = 'public, max-age=300';
const immutable = 'public, max-age=31536000, immutable';

/** Any site may load the elements. */
const anyOrigin = createMiddleware<AppEnvironment>(async (c, next) => {
  openToAnyOrigin(c);
  await next();
});

/** What script tags name: the elements, all of them in one file, the same without any, an administration's table. */
const allInOne = 'totp-kit.all.js';
const entries = ['totp-kit.js', allInOne, 'totp-kit-headless.js', 'totp-kit-users.js'];

/** The browser files: short-lived entries, and others whose names change with their content. */
export function serveBrowserFiles(app: Hono<AppEnvironment>, mounted: MountedFiles): void {
  for (const entry of entries) {
    app.use(`/${entry}`, anyOrigin);
    serveStatic(app, `/${entry}`, { ...mounted, fileFor: () => entry, cacheControl: shortLived });
  }
  const pinned = pinnedName(mounted);
  if (pinned !== undefined) {
    app.use(`/${pinned}`, anyOrigin);
    const cacheControl = immutable;
    serveStatic(app, `/${pinned}`, { ...mounted, fileFor: () => allInOne, cacheControl });
  }
  app.use('/totp-kit/*', anyOrigin);
  serveStatic(app, '/totp-kit/*', {
    ...mounted,
    fileFor: (urlPath) => urlPath.slice(1),
    cacheControl: immutable,
  });
}

/** What pages name by its hash: the build says the same in `sri.json`. */
function pinnedName({ files }: MountedFiles): string | undefined {
  const body = files.get(allInOne)?.body;
  if (body === undefined) return undefined;
  const hash = createHash('sha384').update(body).digest('hex').slice(0, 16);
  return allInOne.replace('.js', `.${hash}.js`);
}

/**
 * The page that a ticket's link opens. Its ticket is in the fragment, which never reaches the server, and which browsers
 * keep when a slash at the end leads to the page: what the page loads, it names from where it is.
 */
export function serveEnrollPage(app: Hono<AppEnvironment>, mounted: MountedFiles): void {
  app.use('/enroll', pageHeaders);
  app.use('/enroll/*', pageHeaders);
  app.get('/enroll/', (c) => c.redirect('../enroll', 308));
  for (const route of ['/enroll', '/enroll/*']) {
    serveStatic(app, route, {
      ...mounted,
      fileFor: (urlPath) => (urlPath === '/enroll' ? 'enroll/index.html' : urlPath.slice(1)),
      cacheControl: 'no-store',
    });
  }
}

/** A static site beside the API, such as the demo: `/account` is `account.html`. */
export function serveSite(app: Hono<AppEnvironment>, mounted: MountedFiles): void {
  app.use('*', pageHeaders);
  serveStatic(app, '*', {
    ...mounted,
    fileFor: (urlPath) =>
      ['', '.html', 'index.html', '/index.html']
        .map((ending) => `${urlPath}${ending}`.slice(1))
        .find((path) => mounted.files.has(path)),
    cacheControl: 'no-cache',
  });
}
