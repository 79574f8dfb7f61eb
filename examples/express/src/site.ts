import { TotpError } from '@totp-kit/server/management';
import express, { type ErrorRequestHandler, type Express } from 'express';
import session from 'express-session';
import { accountRoutes } from './account-routes.ts';
import { PasswordAttempts } from './password-attempts.ts';
import { keepOutOfCaches, protectPages, refuseOtherOrigins } from './protection.ts';
import type { SecondFactor } from './second-factor.ts';
import { Sessions } from './sessions.ts';
import type { Settings } from './settings.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { Users } from './users.ts';

/** Who does nothing for so long signs in anew. */
const idleMs = 30 * 60 * 1000;

export interface SiteOptions extends Pick<
  Settings,
  'siteUrl' | 'totpKitUrl' | 'sessionSecret' | 'trustedProxies'
> {
  /** A folder of static pages. */
  readonly pages: string;
  readonly secondFactor: SecondFactor;
}

export function createSite(options: SiteOptions): Express {
  const { siteUrl, totpKitUrl, sessionSecret, trustedProxies, pages, secondFactor } = options;
  const users = new Users();
  const sessions = new Sessions({ users, secondFactor });
  const attempts = new PasswordAttempts();
  const site = express();
  site.disable('x-powered-by');
  // Without it a proxy's https is not believed, no cookie is set, and everybody comes from the proxy's address.
  site.set('trust proxy', trustedProxies ?? false);
  site.use(protectPages(totpKitUrl));
  site.use(
    '/api',
    keepOutOfCaches,
    refuseOtherOrigins(siteUrl),
    express.json(),
    session({
      name: 'site',
      secret: sessionSecret,
      resave: false,
      saveUninitialized: false,
      rolling: true,
      cookie: {
        httpOnly: true,
        sameSite: 'lax',
        secure: siteUrl.startsWith('https:'),
        maxAge: idleMs,
      },
    }),
    signInRoutes({ users, secondFactor, sessions, attempts }),
    accountRoutes({ secondFactor, sessions }),
  );
  site.use(express.static(pages));
  site.use(failClosed);
  return site;
}

/** An error is never a way in. Without totp-kit nobody who linked an app can sign in, and the page says why. */
const failClosed: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) return next(error);
  if (isFaultOfRequest(error)) {
    response.status(error.status).json({ error: 'The request could not be read.' });
    return;
  }
  if (error instanceof TotpError && error.code === 'no_authenticator') {
    // An administrator deleted it. The password alone is no way in; the link that came with the deletion is.
    response.status(403).json({ error: 'Set up your authenticator app by the link that we sent.' });
    return;
  }
  console.error(error);
  response.status(503).json({ error: 'This cannot be checked right now. Try again in a minute.' });
};

/** What Express itself refuses, such as a body that is no JSON, or too large. */
function isFaultOfRequest(error: unknown): error is { readonly status: number } {
  const { status, expose } = error as { readonly status?: unknown; readonly expose?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500 && expose === true;
}
