import { createMiddleware } from 'hono/factory';
import { matchedRoutes } from 'hono/route';
import type { AppEnvironment } from './environment.ts';

/** What the log says of a request at the level `debug`. */
export interface AccessLine {
  readonly requestId: string;
  readonly method: string;
  /** The pattern of the route; where there is none, the path without what could be a secret. */
  readonly route: string;
  readonly status: number;
  /** Milliseconds until the answer began. */
  readonly ms: number;
  readonly clientAddress: string | undefined;
}

/** Tells about every request when it is answered. Queries and the IDs in paths are not told: some are secrets. */
export function accessLines(log: (line: AccessLine) => void) {
  return createMiddleware<AppEnvironment>(async (c, next) => {
    const startedAt = performance.now();
    await next();
    const route = matchedRoutes(c).findLast(({ path }) => !path.includes('*'))?.path;
    log({
      requestId: c.get('requestId'),
      method: c.req.method,
      route: route ?? harmlessPath(c.req.path),
      status: c.res.status,
      ms: Math.round(10 * (performance.now() - startedAt)) / 10,
      clientAddress: c.get('clientAddress'),
    });
  });
}

/** Words like those in paths of our own. Keys, tokens and codes are longer, or have more digits. */
const harmlessSegment = /^(?!.*[0-9]{3})\.?[A-Za-z][A-Za-z0-9._-]{0,19}$/;
const maxSegments = 8;

function harmlessPath(path: string): string {
  return path
    .split('/')
    .slice(0, maxSegments + 1)
    .map((segment) => (segment === '' || harmlessSegment.test(segment) ? segment : '…'))
    .join('/');
}
