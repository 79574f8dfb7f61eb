import { isIP } from 'node:net';
import { createMiddleware } from 'hono/factory';
import { incomingOf, type AppEnvironment } from './environment.ts';

/**
 * Finds where a request comes from: the socket's address, unless that is a trusted proxy; then the last address of
 * `X-Forwarded-For` that is not one itself. What a client writes into that header before it does not count.
 */
export function clientAddress(isTrustedProxy: (address: string) => boolean) {
  return createMiddleware<AppEnvironment>(async (c, next) => {
    const socketAddress = incomingOf(c)?.socket.remoteAddress;
    const address =
      socketAddress !== undefined && isTrustedProxy(socketAddress)
        ? lastUntrusted(c.req.header('x-forwarded-for'), isTrustedProxy)
        : undefined;
    c.set('clientAddress', address ?? socketAddress);
    await next();
  });
}

/** Undefined also where that entry is no address: then all who come through that proxy count as one. */
function lastUntrusted(
  forwardedFor: string | undefined,
  isTrustedProxy: (address: string) => boolean,
): string | undefined {
  const entries = (forwardedFor ?? '').split(',').map((entry) => withoutPort(entry.trim()));
  const last = entries.findLast((entry) => entry !== '' && !isTrustedProxy(entry));
  return last !== undefined && isIP(last) !== 0 ? last : undefined;
}

/** Some proxies write `192.0.2.7:4711` and `[2001:db8::7]:4711`. */
function withoutPort(entry: string): string {
  const [, bracketed, dotted] = /^(?:\[([^\]]+)\](?::\d+)?|([\d.]+):\d+)$/.exec(entry) ?? [];
  return bracketed ?? dotted ?? entry;
}
