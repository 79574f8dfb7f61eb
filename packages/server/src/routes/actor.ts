import type { Context } from 'hono';
import { incomingOf, type AppEnvironment } from '../middleware/environment.ts';
import type { Actor } from '../services/context.ts';

/** Who a request acts as, for the audit trail: the address is the socket's, whatever headers say. */
export function actorOf(c: Context<AppEnvironment>, kind: Actor['kind']): Actor {
  return {
    kind,
    clientAddress: incomingOf(c)?.socket.remoteAddress,
    requestId: c.get('requestId'),
  };
}
