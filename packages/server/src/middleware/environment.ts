import type { HttpBindings } from '@hono/node-server';

/** What Hono carries along a request here. `incoming` is there only on Node, not in tests that call the app directly. */
export interface AppEnvironment {
  Bindings: Partial<HttpBindings>;
  Variables: { requestId: string };
}
