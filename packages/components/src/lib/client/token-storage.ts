import type { Session } from '@totp-kit/protocol';

/** The session of a page that is not of the server's own origin: there the tokens are the page's to keep. */
export interface StoredTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: string;
}

/** Keeps the tokens of one server for as long as the tab lives. */
export class TokenStorage {
  readonly #name: string;

  constructor(server: URL) {
    this.#name = `totp-kit:${server.href}`;
  }

  read(): StoredTokens | undefined {
    try {
      return (JSON.parse(sessionStorage.getItem(this.#name) ?? 'null') ?? undefined) as
        StoredTokens | undefined;
    } catch {
      return undefined;
    }
  }

  /** Keeps the tokens of an answer. An answer without tokens (they went as cookies) leaves nothing to keep. */
  keep({ accessToken, refreshToken, expiresAt }: Session): void {
    if (!accessToken || !refreshToken) return;
    const tokens: StoredTokens = { accessToken, refreshToken, expiresAt };
    try {
      sessionStorage.setItem(this.#name, JSON.stringify(tokens));
    } catch {
      // A browser that refuses storage still has the session in the success event.
    }
  }

  clear(): void {
    try {
      sessionStorage.removeItem(this.#name);
    } catch {
      // Nothing was kept.
    }
  }
}
