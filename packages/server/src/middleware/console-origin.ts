import { TotpError } from '@totp-kit/protocol/errors';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppEnvironment } from './environment.ts';

export interface ConsoleOrigin {
  readonly ownOrigin: string;
  /** What the console is below. */
  readonly publicUrl: string;
}

const readingMethods = ['GET', 'HEAD'];

/**
 * Lets only pages of the server's own origin speak to the console: what changes something must carry that `Origin`,
 * and browsers must not say that it came from elsewhere. The cookie's SameSite=Strict says the same once more.
 */
export function consoleOrigin({ ownOrigin, publicUrl }: ConsoleOrigin) {
  const isSafePlace = isHttps(ownOrigin) || isLoopback(ownOrigin);
  return createMiddleware<AppEnvironment>(async (c, next) => {
    if (!isSafePlace) throw new TotpError('forbidden', { message: unsafePlace(ownOrigin) });
    if (!isFromOwnPage(c, ownOrigin)) {
      throw new TotpError('forbidden', {
        message: `The console answers only its own pages. Open it at ${publicUrl}/console. If that is not where it should be, set TOTP_KIT_PUBLIC_URL.`,
      });
    }
    await next();
  });
}

function isFromOwnPage(c: Context<AppEnvironment>, ownOrigin: string): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin') return false;
  const origin = c.req.header('origin');
  return origin === undefined ? readingMethods.includes(c.req.method) : origin === ownOrigin;
}

function isHttps(origin: string): boolean {
  return origin.startsWith('https:');
}

function isLoopback(origin: string): boolean {
  const { hostname } = new URL(origin);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

function unsafePlace(ownOrigin: string): string {
  return `The console needs https: over plain http, ${ownOrigin} would let others on the network read along. Set TOTP_KIT_PUBLIC_URL to an https address, or use the console on the machine itself (http://localhost).`;
}
