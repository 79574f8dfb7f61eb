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

function lastUntrusted(
  forwardedFor: string | undefined,
  isTrustedProxy: (address: string) => boolean,
): string | undefined {
  const addresses = (forwardedFor ?? '').split(',').map((entry) => entry.trim());
  return addresses.findLast((address) => address !== '' && !isTrustedProxy(address));
}
