import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppEnvironment } from './environment.ts';

/** Gives every request an ID of our own making, in `X-Request-Id`, error bodies, audit events and log lines. */
export const requestId = createMiddleware<AppEnvironment>(async (c, next) => {
  giveRequestId(c);
  await next();
});

/** Gives this request its ID. */
export function giveRequestId(c: Context<AppEnvironment>): void {
  const id = `req_${randomBytes(12).toString('base64url')}`;
  c.set('requestId', id);
  c.header('X-Request-Id', id);
}
