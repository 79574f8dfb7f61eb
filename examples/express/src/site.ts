import express, { type ErrorRequestHandler, type Express } from 'express';
import session from 'express-session';
import { accountRoutes } from './account-routes.ts';
import { keepOutOfCaches, protectPages, refuseOtherOrigins } from './protection.ts';
import type { SecondFactor } from './second-factor.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { Users } from './users.ts';

export interface SiteOptions {
  /** Where people see the site. */
  readonly siteUrl: string;
  readonly totpKitUrl: string;
  readonly sessionSecret: string;
  /** A folder of static pages. */
  readonly pages: string;
  readonly secondFactor: SecondFactor;
}

export function createSite(options: SiteOptions): Express {
  const { siteUrl, totpKitUrl, sessionSecret, pages, secondFactor } = options;
  const users = new Users();
  const site = express();
  site.disable('x-powered-by');
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
      cookie: { httpOnly: true, sameSite: 'lax', secure: siteUrl.startsWith('https:') },
    }),
    signInRoutes({ users, secondFactor }),
    accountRoutes({ users, secondFactor }),
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
  console.error(error);
  response.status(503).json({ error: 'This cannot be checked right now. Try again in a minute.' });
};

/** What Express itself refuses, such as a body that is no JSON. */
function isFaultOfRequest(error: unknown): error is { readonly status: number } {
  return error instanceof SyntaxError && 'status' in error;
}
