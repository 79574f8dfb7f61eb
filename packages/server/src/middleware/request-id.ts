import { randomBytes } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import type { AppEnvironment } from './environment.ts';

/** Gives every request an ID of our own making, in `X-Request-Id`, error bodies, audit events and log lines. */
export const requestId = createMiddleware<AppEnvironment>(async (c, next) => {
  const id = `req_${randomBytes(12).toString('base64url')}`;
  c.set('requestId', id);
  c.header('X-Request-Id', id);
  await next();
});
