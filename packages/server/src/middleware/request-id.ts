import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import type { AppEnvironment } from './environment.ts';

/** Gives a request an ID of our own making, in `X-Request-Id`, error bodies, audit events and log lines. */
export function giveRequestId(c: Context<AppEnvironment>): void {
  const id = `req_${randomBytes(12).toString('base64url')}`;
  c.set('requestId', id);
  c.header('X-Request-Id', id);
}
