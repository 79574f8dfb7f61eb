import { createMiddleware } from 'hono/factory';
import type { AppEnvironment } from './environment.ts';

const allowedMethods = 'GET, POST, PATCH, DELETE';
const allowedHeaders = 'authorization, content-type';
const exposedHeaders = 'Retry-After, X-Request-Id';
const preflightSeconds = '600';

/**
 * CORS for an exact list of origins: the origin is compared, never reflected, `null` is no origin, and credentials
 * are never allowed, because other sites carry their tokens themselves.
 */
export function cors(allowedOrigins: ReadonlySet<string>) {
  return createMiddleware<AppEnvironment>(async (c, next) => {
    c.header('Vary', 'Origin');
    const origin = c.req.header('origin');
    const isAllowed = origin !== undefined && allowedOrigins.has(origin);
    if (isAllowed) {
      c.header('Access-Control-Allow-Origin', origin);
      c.header('Access-Control-Expose-Headers', exposedHeaders);
    }
    if (c.req.method !== 'OPTIONS') {
      await next();
      return;
    }
    if (isAllowed) {
      c.header('Access-Control-Allow-Methods', allowedMethods);
      c.header('Access-Control-Allow-Headers', allowedHeaders);
      c.header('Access-Control-Max-Age', preflightSeconds);
    }
    return c.body(null, 204);
  });
}
