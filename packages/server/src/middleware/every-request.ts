import { createMiddleware } from 'hono/factory';
import { findClientAddress } from './client-address.ts';
import type { AppEnvironment } from './environment.ts';
import { requirePlainPath } from './mount.ts';
import { requirePlainHost } from './plain-host.ts';
import { giveRequestId } from './request-id.ts';
import type { BaseHeaders } from './security-headers.ts';

/** The ID and the headers of every answer, also of those that refuse. */
export function everyAnswer(baseHeaders: BaseHeaders) {
  return createMiddleware<AppEnvironment>(async (c, next) => {
    giveRequestId(c);
    baseHeaders.writeTo(c);
    await next();
  });
}

export interface RequestTerms {
  readonly escapes: 'none' | 'where needed';
  readonly isTrustedProxy: (address: string) => boolean;
}

/** What every request must be like, and where it comes from. One middleware, because each costs time. */
export function everyRequest({ escapes, isTrustedProxy }: RequestTerms) {
  return createMiddleware<AppEnvironment>(async (c, next) => {
    requirePlainHost(c);
    requirePlainPath(c, escapes);
    c.set('clientAddress', findClientAddress(c, isTrustedProxy));
    await next();
  });
}
