import type { Hono } from 'hono';
import type { AppEnvironment } from '../middleware/environment.ts';
import type { Unreadiness } from '../services/readiness.ts';
import { jwksMaxAgeSeconds } from '../services/signing-keys.ts';
import { openToAnyOrigin } from '../middleware/security-headers.ts';
import type { Services } from '../services/services.ts';
import { buildOpenApiDocument, type DescribedServer } from './openapi-document.ts';

/** What is found at the root: signing keys, health, readiness, the description of the API. */
export function serveWellKnown(
  app: Hono<AppEnvironment>,
  services: Services,
  options: DescribedServer & { readonly unreadiness: () => Unreadiness | undefined },
): void {
  app.get('/.well-known/jwks.json', (c) => {
    c.header('Cache-Control', `public, max-age=${jwksMaxAgeSeconds}`);
    openToAnyOrigin(c);
    return c.json(services.keys.jwks);
  });

  /** Answers any origin, so that an element can tell "not allowed" from "not there". */
  app.get('/healthz', (c) => {
    c.header('Cache-Control', 'no-store');
    openToAnyOrigin(c);
    return c.json({ status: 'ok' });
  });

  /** State alone: whoever asks, and however often, costs nothing. */
  app.get('/readyz', (c) => {
    c.header('Cache-Control', 'no-store');
    const reason = options.unreadiness();
    return reason === undefined
      ? c.json({ status: 'ready' })
      : c.json({ status: unreadyStatus[reason] }, 503);
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

/** Only the kind: what exactly is wrong stands in the log. */
const unreadyStatus: Readonly<Record<Unreadiness, string>> = {
  stopping: 'stopping',
  storage: 'storage_unavailable',
  clock: 'clock_wrong',
  keys: 'keys_wrong',
};
