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

/** Headers of every API answer: never stored, never sniffed, never framed. */
export const apiHeaders = createMiddleware<AppEnvironment>(async (c, next) => {
  c.header('Cache-Control', 'no-store');
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Referrer-Policy', 'no-referrer');
  await next();
});

/** Headers of every page. */
export const pageHeaders = createMiddleware<AppEnvironment>(async (c, next) => {
  c.header('Content-Security-Policy', pagePolicy);
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Referrer-Policy', 'no-referrer');
  c.header('Cross-Origin-Opener-Policy', 'same-origin');
  await next();
});
