import type { IncomingMessage } from 'node:http';
import type { TotpKit } from './index.ts';
import { makeNodeHandler, type NodeHandler, type NodeHandlerOptions } from './node-handler.ts';

export type { NodeHandler, NodeHandlerOptions } from './node-handler.ts';

/**
 * A server as a handler for Node: `http.createServer`, Express 4 and 5 (`site.use(handler)` or
 * `site.use('/auth', handler)`), and whatever else takes `(request, response, next)`.
 */
export function toNodeHandler<Incoming extends IncomingMessage = IncomingMessage>(
  totpKit: Pick<TotpKit, 'fetch' | 'basePath'>,
  options: NodeHandlerOptions<Incoming> = {},
): NodeHandler<Incoming> {
  return makeNodeHandler(totpKit, { ...options, process: 'of a site' });
}
