import { createMiddleware } from 'hono/factory';
import type { AppEnvironment } from './environment.ts';

/**
 * What pages of ours may do: nothing but load our own scripts and styles, and no string ever becomes markup or code
 * (Trusted Types).
 */
const pagePolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** The console loads nothing that is not named here, and nothing of it is ever framed. */
const consolePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

/** Headers of every API answer: never stored, never sniffed, never framed. */
export const apiHeaders = createMiddleware<AppEnvironment>(async (c, next) => {
  c.header('Cache-Control', 'no-store');
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Referrer-Policy', 'no-referrer');
  await next();
});

/** Headers of every page. */
export const pageHeaders = headersWith(pagePolicy);

/** Headers of the console's pages. */
export const consolePageHeaders = headersWith(consolePolicy);

function headersWith(policy: string) {
  return createMiddleware<AppEnvironment>(async (c, next) => {
    c.header('Content-Security-Policy', policy);
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'no-referrer');
    c.header('Cross-Origin-Opener-Policy', 'same-origin');
    await next();
  });
}
