import type { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { requireManagement, requireScope } from '../middleware/credentials.ts';
import type { AppEnvironment } from '../middleware/environment.ts';
import type { ManagementAccess } from '../services/management-access.ts';
import type { Surface } from './operation.ts';

/** Management for a site's backend: by a management key with the operation's scope. */
export function keySurface(app: Hono<AppEnvironment>, access: ManagementAccess): Surface {
  app.use(
    '/api/v1/manage/*',
    createMiddleware<AppEnvironment>(async (c, next) => {
      c.set('management', await c.get('share').within(c, () => requireManagement(c, access)));
      await next();
    }),
  );
  return {
    app,
    prefix: '',
    authorize: (c, { scope }) => {
      if (scope !== undefined) requireScope(c, scope);
    },
  };
}
