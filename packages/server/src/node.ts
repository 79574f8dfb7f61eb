import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { TotpKit } from './index.ts';

/** How a Node server hands its requests over. */
export interface NodeHandlerOptions<Incoming extends IncomingMessage> {
  /**
   * The address of the client, where the site knows better than the socket: Express's `request.ip`, or something of its
   * own behind a Unix socket. Without it, the socket and TOTP_KIT_TRUSTED_PROXIES say.
   */
  readonly clientAddress?: ((request: Incoming) => string | undefined) | undefined;
}

/**
 * Answers a request of Node's HTTP server. What is not below the server's path goes to `next`, where there is one, and
 * is answered by 404 otherwise.
 */
export type NodeHandler<Incoming extends IncomingMessage> = (
  request: Incoming,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => Promise<void>;

/** What Express adds to Node's request: the URL as it came, and what of it a `use()` has taken off. */
type RoutedMessage = IncomingMessage & {
  readonly originalUrl?: string;
  readonly baseUrl?: string;
};

/**
 * A server as a handler for Node: `http.createServer`, Express 4 and 5 (`site.use(handler)` or
 * `site.use('/auth', handler)`), and whatever else takes `(request, response, next)`.
 */
export function toNodeHandler<Incoming extends IncomingMessage = IncomingMessage>(
  totpKit: Pick<TotpKit, 'fetch' | 'basePath'>,
  { clientAddress }: NodeHandlerOptions<Incoming> = {},
): NodeHandler<Incoming> {
  const { basePath } = totpKit;
  const listener = getRequestListener(
    (request, { incoming }) =>
      totpKit.fetch(request, {
        incoming: incoming as Incoming,
        clientAddress: clientAddress?.(incoming as Incoming),
      }),
    // The process is the site's: its globals stay as they are. HTTP/1.0 has no Host, and none is needed.
    { overrideGlobalObjects: false, hostname: 'localhost' },
  );
  return async (incoming, response, next) => {
    const { originalUrl: url = incoming.url ?? '/', baseUrl = '' }: RoutedMessage = incoming;
    const path = pathOf(url);
    const isBelow = path === basePath || path.startsWith(`${basePath}/`);
    if (!isBelow && next !== undefined && isOnTheWay(baseUrl, basePath)) {
      next();
      return;
    }
    await listenTo(incoming, isPlain(path) ? url : `${basePath}${nowhere}`, () =>
      listener(incoming, response),
    );
  };
}

/** A path where nothing is, whatever the server is mounted at. */
const nowhere = '/not-written-plainly';

/**
 * Whether everybody reads a path alike. The site around may guard paths before it hands them over, and need not
 * resolve dots and escapes like a URL parser does.
 */
function isPlain(path: string): boolean {
  return path.startsWith('/') && !/[%\\]|\/\.{1,2}(?:\/|$)/.test(path);
}

/** Whether the server's path can be below what a `use()` has taken off. Where it cannot, no request ever gets there. */
function isOnTheWay(taken: string, basePath: string): boolean {
  return `${basePath}/`.startsWith(`${taken.replace(/\/$/, '')}/`);
}

function pathOf(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}

/** Lets the listener see the whole URL. It reads it at once, and whoever comes later finds it as it was. */
function listenTo(
  incoming: IncomingMessage,
  url: string,
  listen: () => Promise<void>,
): Promise<void> {
  const own = incoming.url;
  incoming.url = url;
  try {
    return listen();
  } finally {
    if (own !== undefined) incoming.url = own;
  }
}
