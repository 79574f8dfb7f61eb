import type { IncomingMessage, ServerResponse } from 'node:http';
import { Http2ServerRequest } from 'node:http2';
import { getRequestListener } from '@hono/node-server';
import { answerAndClose } from './http-server/unread-body.ts';
import type { TotpKit } from './index.ts';

/** How a Node server hands its requests over. */
export interface NodeHandlerOptions<Incoming extends IncomingMessage> {
  /**
   * The address of the client, where the site knows better than the socket: Express's `request.ip`, or something of its
   * own behind a Unix socket. Without it, the socket and TOTP_KIT_TRUSTED_PROXIES say. It counts as it is, so nothing
   * that a client writes may get into it: with `trust proxy: true`, Express's `request.ip` is the client's own word.
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
 * Makes what answers Node's requests. In a process of its own, Hono's lighter `Request` and `Response` take the place of
 * the global ones; the globals of a site stay as they are.
 */
export function makeNodeHandler<Incoming extends IncomingMessage>(
  totpKit: Pick<TotpKit, 'fetch' | 'basePath'>,
  {
    clientAddress,
    process,
  }: NodeHandlerOptions<Incoming> & { readonly process: 'own' | 'of a site' },
): NodeHandler<Incoming> {
  const { basePath } = totpKit;
  const listener = getRequestListener(
    async (request, { incoming, outgoing }) => {
      const response = await totpKit.fetch(request, {
        incoming: incoming as Incoming,
        clientAddress: clientAddress && (() => clientAddress(incoming as Incoming)),
      });
      // Over HTTP/2 a stream ends by itself.
      const isReadToItsEnd = incoming.complete || incoming instanceof Http2ServerRequest;
      if (isReadToItsEnd) return response;
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        return answerAndClose(response, incoming);
      }
      // Nothing was to be sent with it (RFC 9110 §9.3.1). A file is not copied for each who does.
      outgoing.setHeader('Connection', 'close');
      return response;
    },
    { overrideGlobalObjects: process === 'own', hostname: nobodysHost },
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

/** The server knows its URL from its settings: nothing asks which host a request names. */
const nobodysHost = 'localhost';

/** A path where nothing is, whatever the server is mounted at. */
const nowhere = '/not-written-plainly';

/**
 * Whether a URL parser leaves a path as it is. The site around may guard paths before it hands them over, and need not
 * resolve dots and backslashes like a parser does. What is escaped otherwise, the server itself does not take.
 */
function isPlain(path: string): boolean {
  return path.startsWith('/') && !/\\|\/(?:\.|%2e){1,2}(?:\/|$)/i.test(path);
}

/** Whether the server's path can be below what a `use()` has taken off. Where it cannot, no request ever gets there. */
function isOnTheWay(taken: string, basePath: string): boolean {
  return `${basePath}/`.startsWith(`${taken.replace(/\/$/, '')}/`);
}

function pathOf(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}

/**
 * Lets the listener see the whole URL, which it reads at once; whoever comes later finds it as it was. It would put
 * `Host` before the path and parse the two as one, and who sends `Host: x/console?` would choose the path. HTTP/2 has
 * no whole URLs, and its authority is checked with `Host`.
 */
function listenTo(
  incoming: IncomingMessage,
  url: string,
  listen: () => Promise<void>,
): Promise<void> {
  const own = incoming.url;
  incoming.url = incoming.httpVersionMajor < 2 ? `http://${nobodysHost}${url}` : url;
  try {
    return listen();
  } finally {
    if (own !== undefined) incoming.url = own;
  }
}
