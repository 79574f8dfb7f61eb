import { once } from 'node:events';
import express from 'express';
import { createTotpKit, type TotpKit } from '@totp-kit/server';
import { toNodeHandler } from '@totp-kit/server/node';
import { findFreePort, makeDataFolder } from './server.ts';

/** The key of the site's backend. */
export const managementKey = 'mounted-management-key-0123456789abcdef';

/** A site of somebody else's that has the server below `/auth`. */
export interface MountedSite extends AsyncDisposable {
  readonly url: string;
  readonly totpKit: TotpKit;
  /** Moves the server's clock on. */
  readonly advance: (milliseconds: number) => void;
}

/** As strict as a policy can be for pages with elements of their own origin. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

/** Serves pages by their bodies, and the server below `/auth`, from one Express. */
export async function startMountedSite(
  pages: Readonly<Record<string, string>>,
): Promise<MountedSite> {
  const stack = new AsyncDisposableStack();
  const folder = stack.use(await makeDataFolder());
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  let aheadMs = 0;
  const totpKit = await createTotpKit({
    clock: () => Date.now() + aheadMs,
    settings: {
      TOTP_KIT_PUBLIC_URL: `${url}/auth`,
      TOTP_KIT_ISSUER: 'Windowsill',
      TOTP_KIT_CONSOLE: 'on',
      TOTP_KIT_MANAGEMENT_KEY: managementKey,
      DATABASE_URL: `sqlite:${folder.path}/auth.db`,
    },
  });
  stack.defer(() => totpKit.close());
  const site = express();
  site.use('/auth', toNodeHandler(totpKit));
  for (const [path, body] of Object.entries(pages)) {
    site.get(path, (_request, response) => {
      response.set('Content-Security-Policy', policy).send(pageOf(body));
    });
  }
  const server = site.listen(port, 'localhost');
  await once(server, 'listening');
  stack.defer(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    url,
    totpKit,
    advance: (milliseconds) => (aheadMs += milliseconds),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

function pageOf(body: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>The shop</title>
    <link rel="icon" href="data:," />
    <script type="module" src="/auth/totp-kit.js"></script>
  </head>
  <body>${body}</body>
</html>`;
}
