import type { Context } from 'hono';
import type { AppEnvironment } from '../middleware/environment.ts';
import type { Actor } from '../store/events.ts';

/** Who a request acts as, for the audit trail: the address is the socket's, whatever headers say. */
export function actorOf(c: Context<AppEnvironment>, kind: Actor['kind']): Actor {
  return {
    kind,
    clientAddress: c.env.incoming?.socket.remoteAddress,
    requestId: c.get('requestId'),
  };
}
