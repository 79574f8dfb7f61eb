import { Hono } from 'hono';
import { addressSubjects } from './core/address-budget.ts';
import { isInRanges, type AddressRange } from './core/address-range.ts';
import { basePathOf, originOf } from './core/public-url.ts';
import { sessionCookieNames } from './core/session-cookie-names.ts';
import { accessLines, type AccessLine } from './middleware/access-lines.ts';
import { ConsoleCookie } from './middleware/console-cookie.ts';
import { consoleOrigin } from './middleware/console-origin.ts';
import { requireClientAddress } from './middleware/client-address.ts';
import { cors } from './middleware/cors.ts';
import type { AppEnvironment } from './middleware/environment.ts';
import { everyAnswer, everyRequest } from './middleware/every-request.ts';
import { nothingThere, outsideMount } from './middleware/mount.ts';
import { problemHandler, type FaultLog } from './middleware/problems.ts';
import { apiHeaders, BaseHeaders } from './middleware/security-headers.ts';
import {
  managementShare,
  publicShare,
  ShareOfAddress,
  sharing,
} from './middleware/share-of-address.ts';
import { SessionCookies } from './middleware/session-cookies.ts';
import { serveAccountLookups } from './routes/account-lookups.ts';
import { serveBrowserFiles, serveEnrollPage, serveSite } from './routes/browser-files.ts';
import { CallerReader } from './routes/caller.ts';
import { serveConsole, serveConsoleEntry } from './routes/console.ts';
import { serveConsolePages } from './routes/console-pages.ts';
import { consoleSurface } from './routes/console-surface.ts';
import { serveEnrollments } from './routes/enrollments.ts';
import { keySurface } from './routes/key-surface.ts';
import { serveManagement } from './routes/management.ts';
import { serveSelfService } from './routes/self-service.ts';
import { serveSessions } from './routes/sessions.ts';
import { serveSettings } from './routes/settings.ts';
import type { StaticFiles } from './routes/static-files.ts';
import { serveVerifications } from './routes/verifications.ts';
import { serveWellKnown } from './routes/well-known.ts';
import type { Unreadiness } from './services/readiness.ts';
import type { Services } from './services/services.ts';
import { SealingHeldError } from './core/seal.ts';
import { StorageUnavailableError } from './store/engine.ts';
import { PermitEndedError } from './store/permits.ts';
import { isLoopback } from './verify/loopback.ts';

export interface AppOptions {
  readonly services: Services;
  /** The server's own origin and the path it is mounted at. It comes from configuration, never from `Host`. */
  readonly publicUrl: string;
  readonly allowedOrigins: readonly string[];
  /** Proxies whose `X-Forwarded-For` counts. */
  readonly trustedProxies: readonly AddressRange[];
  /** The elements' bundle. */
  readonly browserFiles: StaticFiles;
  /** The hosted pages. */
  readonly pageFiles: StaticFiles;
  /** The console's pages; undefined where there is no console. */
  readonly consoleFiles: StaticFiles | undefined;
  /** A site to serve beside the API. */
  readonly siteFiles?: StaticFiles | undefined;
  readonly log: FaultLog;
  /** Takes a line for every request; undefined where nobody wants them. */
  readonly logAccess?: ((line: AccessLine) => void) | undefined;
  readonly isProduction: boolean;
  /** Why this server should get no requests; undefined while it should. */
  readonly unreadiness: () => Unreadiness | undefined;
}

export type App = Hono<AppEnvironment>;

/** The HTTP side of a server: every route it answers is named here. */
export function createApp(options: AppOptions): App {
  const { services, publicUrl } = options;
  const basePath = basePathOf(publicUrl);
  const origin = originOf(publicUrl);
  const cookies = new SessionCookies({ origin, names: sessionCookieNames(publicUrl) });
  const callers = new CallerReader(services.sessions, cookies);
  // Hono types this as its base class, which it is but for the choice of a router.
  const app = new Hono<AppEnvironment>().basePath(basePath) as unknown as App;

  app.onError(
    problemHandler({
      isStorageFault: (error) =>
        error instanceof StorageUnavailableError || error instanceof SealingHeldError,
      refusalOf: (error) => (error instanceof PermitEndedError ? error.code : undefined),
      log: options.log,
      hostFaults: options.isProduction ? 'hidden' : 'shown',
    }),
  );
  const baseHeaders = new BaseHeaders(
    publicUrl === origin && hasHostToItself(origin) ? 'asked for' : 'left to the site',
  );
  app.notFound(basePath === '' ? nothingThere : outsideMount(basePath, baseHeaders));
  app.use('*', everyAnswer(baseHeaders));
  if (options.logAccess) app.use('*', accessLines(options.logAccess));
  const escapes = options.siteFiles ? 'where needed' : 'none';
  const isTrustedProxy = isInRanges(options.trustedProxies);
  app.use('*', everyRequest({ escapes, isTrustedProxy }));

  const { console: consoleCookieName } = sessionCookieNames(publicUrl);
  serveWellKnown(app, services, { ...options, consoleCookieName });
  serveBrowserFiles(app, { files: options.browserFiles, basePath });
  serveEnrollPage(app, { files: options.pageFiles, basePath });

  app.use('/api/*', apiHeaders);
  const subjectsOf = addressSubjects;
  const shareOfAnybody = sharing(new ShareOfAddress({ share: publicShare, subjectsOf }));
  const shareOfBackends = sharing(new ShareOfAddress({ share: managementShare, subjectsOf }));
  app.use('/api/v1/manage/*', shareOfBackends);
  serveManagement(keySurface(app, services.managementAccess), services);
  // No page of another origin manages: whatever else is asked for there, preflights too, ends before CORS.
  app.all('/api/v1/manage/*', nothingThere);
  app.use('/api/*', cors(new Set([origin, ...options.allowedOrigins])));
  app.use('/api/*', requireClientAddress);
  app.use('/api/*', shareOfAnybody);
  serveSettings(app, services);
  serveAccountLookups(app, services);
  serveEnrollments(app, { services, callers, cookies });
  serveVerifications(app, { services, callers, cookies });
  serveSessions(app, { services, callers, cookies });
  serveSelfService(app, services, callers);

  if (options.consoleFiles) {
    mountConsole(app, { ...options, consoleFiles: options.consoleFiles, share: shareOfAnybody });
  }
  if (options.siteFiles) serveSite(app, { files: options.siteFiles, basePath });
  // In a site's own Hono app, what is below the mount would go on to the site otherwise.
  if (basePath !== '') app.all('*', nothingThere);
  return app;
}

/** HSTS is of a host, whatever the port (RFC 6797 §8.2): other ports, and loopback names, are somebody else's, too. */
function hasHostToItself(origin: string): boolean {
  const { protocol, port, hostname } = new URL(origin);
  return protocol === 'https:' && port === '' && !isLoopback(hostname);
}

interface ConsoleMount {
  readonly services: Services;
  readonly publicUrl: string;
  readonly consoleFiles: StaticFiles;
  readonly share: ReturnType<typeof sharing>;
}

/** The console: its API only for its own pages, and management once more, by an administrator's session. */
function mountConsole(app: App, { services, publicUrl, consoleFiles, share }: ConsoleMount): void {
  const basePath = basePathOf(publicUrl);
  const origin = originOf(publicUrl);
  const cookie = new ConsoleCookie({ origin, name: sessionCookieNames(publicUrl).console });
  const surface = { sessions: services.consoleSessions, cookie };
  app.use('/console/api/*', apiHeaders);
  app.use('/console/api/*', consoleOrigin({ ownOrigin: origin, publicUrl }));
  app.use('/console/api/*', requireClientAddress);
  app.use('/console/api/*', share);
  serveConsoleEntry(app, { services, cookie });
  serveConsole({ services, cookie, surface: consoleSurface(app, { ...surface, prefix: '' }) });
  serveManagement(consoleSurface(app, { ...surface, prefix: '/console' }), services);
  serveConsolePages(app, { files: consoleFiles, basePath });
}
