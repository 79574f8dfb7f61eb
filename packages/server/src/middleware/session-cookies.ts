import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Context } from 'hono';
import type { AppEnvironment } from './environment.ts';

export interface SessionCookieOptions {
  /** The server's own origin. */
  readonly origin: string;
  readonly names: { readonly access: string; readonly refresh: string };
}

export interface SessionTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/**
 * The tokens as cookies, for pages of the server's own origin only: HttpOnly, SameSite=Strict, `__Host-` on https.
 * They count only in requests that the browser says come from such a page, so no other site can use them.
 */
export class SessionCookies {
  readonly #ownOrigin: string;
  readonly #isSecure: boolean;
  readonly #accessName: string;
  readonly #refreshName: string;

  constructor({ origin, names }: SessionCookieOptions) {
    this.#ownOrigin = origin;
    this.#isSecure = origin.startsWith('https:');
    this.#accessName = names.access;
    this.#refreshName = names.refresh;
  }

  /** Whether a browser says that a page of the server's own origin sent this. */
  isFromOwnPage(c: Context<AppEnvironment>): boolean {
    const origin = c.req.header('origin');
    return origin === undefined
      ? c.req.header('sec-fetch-site') === 'same-origin'
      : origin === this.#ownOrigin;
  }

  read(c: Context<AppEnvironment>): Partial<SessionTokens> {
    if (!this.isFromOwnPage(c)) return {};
    const accessToken = getCookie(c, this.#accessName);
    const refreshToken = getCookie(c, this.#refreshName);
    return { ...(accessToken && { accessToken }), ...(refreshToken && { refreshToken }) };
  }

  write(
    c: Context<AppEnvironment>,
    tokens: {
      readonly accessToken: string;
      /** Left out where the browser keeps the one it has. */
      readonly refreshToken?: string | undefined;
      readonly refreshExpiresAt: string;
    },
  ): void {
    const options = { ...this.#options, expires: new Date(tokens.refreshExpiresAt) };
    setCookie(c, this.#accessName, tokens.accessToken, options);
    if (tokens.refreshToken !== undefined) {
      setCookie(c, this.#refreshName, tokens.refreshToken, options);
    }
  }

  clear(c: Context<AppEnvironment>): void {
    deleteCookie(c, this.#accessName, this.#options);
    deleteCookie(c, this.#refreshName, this.#options);
  }

  get #options() {
    return { path: '/', httpOnly: true, secure: this.#isSecure, sameSite: 'Strict' } as const;
  }
}
