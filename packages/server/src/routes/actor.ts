import type { Context } from 'hono';
import type { AppEnvironment } from '../middleware/environment.ts';
import type { Actor } from '../services/context.ts';

/** Who a request acts as, for the audit trail and for budgets. */
export function actorOf(c: Context<AppEnvironment>, kind: Actor['kind']): Actor {
  return { kind, clientAddress: c.get('clientAddress'), requestId: c.get('requestId') };
}
