import { serveStatic } from '@hono/node-server/serve-static';
import type { HttpBindings } from '@hono/node-server';
import type { TotpKit } from '@totp-kit/server';
import {
  requireProof,
  requireSession,
  type ProofVariables,
  type SessionVariables,
} from '@totp-kit/server/hono';
import { createManagementClient } from '@totp-kit/server/management';
import { createVerifier, rememberProofs } from '@totp-kit/server/verify';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { Transfers } from './transfers.ts';

export interface SiteOptions {
  readonly siteUrl: string;
  readonly totpKit: TotpKit;
  readonly managementKey: string;
}

interface SiteEnvironment {
  Bindings: HttpBindings;
  Variables: SessionVariables & ProofVariables;
}

/** A site whose login is totp-kit, mounted in it: no passwords, and a code for every transfer. */
export function createSite({
  siteUrl,
  totpKit,
  managementKey,
}: SiteOptions): Hono<SiteEnvironment> {
  const server = `${siteUrl}/auth`;
  /** What the site asks of totp-kit stays in this process. */
  const fetch = (url: string, init?: RequestInit): Promise<Response> =>
    totpKit.fetch(new Request(url, init), { clientAddress: '127.0.0.1' });
  const verifier = createVerifier({ issuer: server, isReplay: rememberProofs(), fetch });
  const management = createManagementClient({ server, managementKey, fetch });
  const transfers = new Transfers({ management, audience: siteUrl });
  const site = new Hono<SiteEnvironment>();

  site.all('/auth/*', (c) => totpKit.fetch(c.req.raw, c.env));

  site.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        connectSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    }),
  );
  site.use('/api/*', requireSession(verifier));
  site.get('/api/account', (c) => {
    const { loginId } = c.get('totpSession');
    return c.json({ loginId });
  });
  site.post('/api/transfer', async (c) => {
    const { amount } = await c.req.json<{ amount?: unknown }>();
    if (typeof amount !== 'number' || !(amount > 0)) return c.json({ error: 'How much?' }, 400);
    return c.json({ ticket: await transfers.begin(c.get('totpSession'), amount) });
  });
  site.post(
    '/api/transfer/proof',
    requireProof<SiteEnvironment>(verifier, {
      expected: (c) => transfers.expectedOf(c.get('totpSession')),
    }),
    (c) => {
      // What was proved, not what is awaited by now.
      const transferred = transfers.finish(c.get('totpSession'), c.get('totpProof'));
      return transferred === undefined
        ? c.json({ error: 'Begin again.' }, 403)
        : c.json({ transferred });
    },
  );

  site.use('/*', serveStatic({ root: 'public' }));
  return site;
}
