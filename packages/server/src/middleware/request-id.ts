import { createMiddleware } from 'hono/factory';
import { randomId } from '../core/tokens.ts';
import type { AppEnvironment } from './environment.ts';

/** Gives every request an ID of our own making, in `X-Request-Id`, error bodies, audit events and log lines. */
export const requestId = createMiddleware<AppEnvironment>(async (c, next) => {
  const id = randomId('req');
  c.set('requestId', id);
  c.header('X-Request-Id', id);
  await next();
});
