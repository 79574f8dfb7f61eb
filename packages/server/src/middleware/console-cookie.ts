import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { AppEnvironment } from './environment.ts';

/** The console's session as a cookie: HttpOnly, SameSite=Strict, `__Host-` on https; a plain name on loopback http. */
export class ConsoleCookie {
  readonly #isSecure: boolean;
  readonly #name: string;

  constructor({ origin, name }: { readonly origin: string; readonly name: string }) {
    this.#isSecure = origin.startsWith('https:');
    this.#name = name;
  }

  read(c: Context<AppEnvironment>): string | undefined {
    return getCookie(c, this.#name);
  }

  write(c: Context<AppEnvironment>, token: string, endsAt: string): void {
    setCookie(c, this.#name, token, { ...this.#options, expires: new Date(endsAt) });
  }

  clear(c: Context<AppEnvironment>): void {
    deleteCookie(c, this.#name, this.#options);
  }

  get #options() {
    return { path: '/', httpOnly: true, secure: this.#isSecure, sameSite: 'Strict' } as const;
  }
}
