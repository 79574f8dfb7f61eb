import type { Session } from '@totp-kit/protocol';

/** The session of a page that is not of the server's own origin: there the tokens are the page's to keep. */
export interface StoredTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: string;
}

/** Keeps the tokens of one server for as long as the tab lives. */
export class TokenStorage {
  protected readonly name: string;

  constructor(server: URL) {
    this.name = `totp-kit:${server.href}`;
  }

  /** Keeps the tokens of an answer, if there is a session in it and its tokens did not go as cookies. */
  keep(session: Session | undefined): void {
    if (!session?.accessToken || !session.refreshToken) return;
    const { accessToken, refreshToken, expiresAt } = session;
    const tokens: StoredTokens = { accessToken, refreshToken, expiresAt };
    try {
      sessionStorage.setItem(this.name, JSON.stringify(tokens));
    } catch {
      // A browser that refuses storage still has the session in the success event.
    }
  }
}
