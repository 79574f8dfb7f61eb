import type { RequestHandler } from 'express';

/** Nothing that the site answers is stored or framed, and its pages load scripts from itself and totp-kit only. */
export function protectPages(totpKitUrl: string): RequestHandler {
  // With a path a policy means that one file.
  const { origin } = new URL(totpKitUrl);
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${origin}`,
    `connect-src 'self' ${origin}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  return (_request, response, next) => {
    response.set({
      'Content-Security-Policy': policy,
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    });
    next();
  };
}

/** Tickets stand in answers of the API; no cache keeps them. */
export const keepOutOfCaches: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

/** Pages of other sites change nothing here: browsers say with every POST where it comes from. */
export function refuseOtherOrigins(siteUrl: string): RequestHandler {
  const { origin } = new URL(siteUrl);
  return (request, response, next) => {
    if (request.method === 'GET' || request.get('Origin') === origin) next();
    else response.status(403).json({ error: `This request does not come from ${origin}.` });
  };
}
