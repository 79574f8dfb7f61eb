import { TotpError } from '@totp-kit/protocol/errors';
import type { Context } from 'hono';
import { originOf, type AppEnvironment } from './environment.ts';

/** A name or an address, and a port: nothing that could begin a path or a query. */
const plainHost = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

/**
 * Takes only requests whose `Host` is one. Nothing here is decided by it, but a site around, or a proxy, that puts it
 * before the path to make a URL could otherwise be led to another path than the one it has guarded. @throws TotpError
 */
export function requirePlainHost(c: Context<AppEnvironment>): void {
  const headers = originOf(c).incoming?.headers;
  // HTTP/1.0 has none, and HTTP/2 may have the other. One that is empty names nobody.
  for (const host of [headers?.host, headers?.[':authority']]) {
    if (host !== undefined && host !== '' && !(typeof host === 'string' && plainHost.test(host))) {
      throw new TotpError('invalid_request', {
        message:
          'The header Host is not a host name or an address with or without a port, such as shop.example or 192.0.2.7:8787.',
      });
    }
  }
}
