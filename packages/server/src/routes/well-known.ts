import type { Hono } from 'hono';
import type { AppEnvironment } from '../middleware/environment.ts';
import { openToAnyOrigin } from '../middleware/security-headers.ts';
import type { Services } from '../services/services.ts';
import { buildOpenApiDocument, type DescribedServer } from './openapi-document.ts';

/** What is found at the root: signing keys, health, readiness, the description of the API. */
export function serveWellKnown(
  app: Hono<AppEnvironment>,
  services: Services,
  options: DescribedServer & { readonly isStopping: () => boolean },
): void {
  app.get('/.well-known/jwks.json', (c) => {
    c.header('Cache-Control', 'public, max-age=300');
    openToAnyOrigin(c);
    return c.json(services.jwks);
  });

  /** Answers any origin, so that an element can tell "not allowed" from "not there". */
  app.get('/healthz', (c) => {
    c.header('Cache-Control', 'no-store');
    openToAnyOrigin(c);
    return c.json({ status: 'ok' });
  });

  app.get('/readyz', async (c) => {
    c.header('Cache-Control', 'no-store');
    if (options.isStopping()) return c.json({ status: 'stopping' }, 503);
    try {
      await services.checkStorage();
      return c.json({ status: 'ready' });
    } catch {
      return c.json({ status: 'storage_unavailable' }, 503);
    }
  });

  // Made by the first who asks, because it takes as long as many requests do.
  let openApi: string | undefined;
  app.get('/openapi.json', (c) => {
    openApi ??= JSON.stringify(buildOpenApiDocument(options));
    c.header('Cache-Control', 'public, max-age=300');
    openToAnyOrigin(c);
    return c.body(openApi, 200, { 'Content-Type': 'application/json' });
  });
}
