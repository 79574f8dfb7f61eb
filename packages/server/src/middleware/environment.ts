import type { IncomingMessage } from 'node:http';
import type { Context } from 'hono';
import type { LiveConsoleSession } from '../services/console-sessions.ts';
import type { ManagementGrant } from '../services/management-access.ts';

interface Bindings {
  incoming?: IncomingMessage;
}

/** What Hono carries along a request here. */
export interface AppEnvironment {
  Bindings: Bindings;
  Variables: {
    requestId: string;
    /** Where the request comes from; undefined where there is no socket. */
    clientAddress: string | undefined;
    /** By what a request manages. */
    management: ManagementGrant;
    /** The administrator who is signed in to the console. */
    administrator: LiveConsoleSession;
  };
}

/** Node's own request, where the app runs behind Node's HTTP server; undefined where its `fetch` is called directly. */
export function incomingOf(c: Context<AppEnvironment>): IncomingMessage | undefined {
  // Hono leaves `env` undefined when it was called without one.
  return (c.env as Bindings | undefined)?.incoming;
}
