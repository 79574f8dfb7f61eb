import type { Context } from 'hono';
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

/** What is no page does nothing, should a browser ever show it as one. */
const noPagePolicy = "default-src 'none'; frame-ancestors 'none'";

/** A page with codes on it has no use for any of these, nor has a script that somebody got into it. */
const pagePermissions = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

/** Whether browsers are told to come by https only. Below a path the origin is the site's, and so is this header. */
export type TransportSecurity = 'asked for' | 'left to the site';

const oneYear = 'max-age=31536000';

/** Headers of every answer, errors and files too: not sniffed, not framed, not loaded by pages of other origins. */
export class BaseHeaders {
  readonly #headers: readonly (readonly [name: string, value: string])[];

  constructor(transportSecurity: TransportSecurity) {
    this.#headers = [
      ['X-Content-Type-Options', 'nosniff'],
      ['Referrer-Policy', 'no-referrer'],
      ['X-Frame-Options', 'DENY'],
      ['Content-Security-Policy', noPagePolicy],
      ['Cross-Origin-Resource-Policy', 'same-origin'],
      ...(transportSecurity === 'asked for'
        ? ([['Strict-Transport-Security', oneYear]] as const)
        : []),
    ];
  }

  /** Whatever comes after may set one of them anew. */
  writeTo(c: Context<AppEnvironment>): void {
    for (const [name, value] of this.#headers) c.header(name, value);
  }
}

/** Headers of every answer of an API: never stored. */
export const apiHeaders = createMiddleware<AppEnvironment>(async (c, next) => {
  c.header('Cache-Control', 'no-store');
  await next();
});

/** Lets pages of any origin load and read what is public. */
export function openToAnyOrigin(c: Context<AppEnvironment>): void {
  c.header('Access-Control-Allow-Origin', '*');
  c.header('Cross-Origin-Resource-Policy', 'cross-origin');
}

/** Headers of every page. */
export const pageHeaders = headersWith(pagePolicy);

/** Headers of the console's pages. */
export const consolePageHeaders = headersWith(consolePolicy);

function headersWith(policy: string) {
  return createMiddleware<AppEnvironment>(async (c, next) => {
    c.header('Content-Security-Policy', policy);
    c.header('Permissions-Policy', pagePermissions);
    c.header('Cross-Origin-Opener-Policy', 'same-origin');
    await next();
  });
}
