import { isIP } from 'node:net';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { originOf, type AppEnvironment, type RequestOrigin } from './environment.ts';
import { HostFault } from './host-fault.ts';

/**
 * Finds where a request comes from: the address that the site around says, or the socket's, unless that is a trusted
 * proxy; then the last address of `X-Forwarded-For` that is not one itself. What a client writes into that header
 * before it does not count.
 */
export function findClientAddress(
  c: Context<AppEnvironment>,
  isTrustedProxy: (address: string) => boolean,
): string | undefined {
  const origin = originOf(c);
  const socketAddress = origin.incoming?.socket.remoteAddress;
  const address =
    readGiven(origin) ??
    (socketAddress !== undefined && isTrustedProxy(socketAddress)
      ? lastUntrusted(c.req.header('x-forwarded-for'), isTrustedProxy)
      : undefined);
  return address ?? socketAddress;
}

/** Refuses a request that comes from nowhere: without addresses, guessing from one would have no limit. */
export const requireClientAddress = createMiddleware<AppEnvironment>(async (c, next) => {
  if (c.get('clientAddress') === undefined) {
    throw new HostFault(
      'It is not known where this request comes from, so attempts cannot be counted by address. Hand the address over with the request: totpKit.fetch(request, { clientAddress }), the c.env of Hono’s Node server, or the option clientAddress of toNodeHandler. docs/mounting.md says how.',
    );
  }
  await next();
});

function readGiven({ clientAddress }: RequestOrigin): string | undefined {
  const address = typeof clientAddress === 'function' ? askSite(clientAddress) : clientAddress;
  if (address === undefined || isIP(address) !== 0) return address;
  throw new HostFault(
    'The clientAddress that was handed over with this request is not an IP address. Give one address, such as 192.0.2.7, without a port, a list or a name.',
  );
}

function askSite(clientAddress: () => string | undefined): string | undefined {
  try {
    return clientAddress();
  } catch (cause) {
    throw new HostFault(
      'The function clientAddress that the site gave has failed, so nobody knows where this request comes from.',
      { cause },
    );
  }
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
