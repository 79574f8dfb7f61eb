import type { Hono } from 'hono';
import type { AppEnvironment } from '../middleware/environment.ts';
import { jwksMaxAgeSeconds } from '../services/signing-keys.ts';
import type { Services } from '../services/services.ts';
import { buildOpenApiDocument, type DescribedServer } from './openapi-document.ts';

/** What is found at the root: signing keys, health, readiness, the description of the API. */
export function serveWellKnown(
  app: Hono<AppEnvironment>,
  services: Services,
  options: DescribedServer & { readonly isStopping: () => boolean },
): void {
  app.get('/.well-known/jwks.json', (c) => {
    c.header('Cache-Control', `public, max-age=${jwksMaxAgeSeconds}`);
    c.header('Access-Control-Allow-Origin', '*');
    return c.json(services.keys.jwks);
  });

  /** Answers any origin, so that an element can tell "not allowed" from "not there". */
  app.get('/healthz', (c) => {
    c.header('Cache-Control', 'no-store');
    c.header('Access-Control-Allow-Origin', '*');
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

  app.get('/openapi.json', (c) => {
    c.header('Access-Control-Allow-Origin', '*');
    return c.json(buildOpenApiDocument(options));
  });
}
