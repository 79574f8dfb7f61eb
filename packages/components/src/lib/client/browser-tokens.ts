/**
 * Keeps in this browser, for each user who signed in here, what shows the server that it has: their attempts from here
 * have a budget of their own, which nobody elsewhere can use up. The names in storage are digests, so that storage
 * does not say who signs in here. Without secure storage nothing is kept, and the browser is an unknown one.
 */
export class BrowserTokens {
  readonly #server: string;

  constructor(server: URL) {
    this.#server = server.href;
  }

  async read(loginId: string): Promise<string | undefined> {
    try {
      return localStorage.getItem(await this.#nameOf(loginId)) ?? undefined;
    } catch {
      return undefined;
    }
  }

  async keep(loginId: string, token: string | undefined): Promise<void> {
    if (token === undefined) return;
    try {
      localStorage.setItem(await this.#nameOf(loginId), token);
    } catch {
      // An unknown browser can sign in all the same.
    }
  }

  async #nameOf(loginId: string): Promise<string> {
    const spelling = loginId.trim().normalize('NFKC').toLowerCase();
    const text = new TextEncoder().encode(`${this.#server}\n${spelling}`);
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
    const hex = Array.from(digest.slice(0, 16), (byte) => byte.toString(16).padStart(2, '0'));
    return `totp-kit:browser:${hex.join('')}`;
  }
}
