import type { Session } from '@totp-kit/protocol';

/**
 * Where a page that is not of the server's own origin keeps the session: until it is left (`memory`), as long as the
 * tab lives (`session`), or until it is signed out (`local`).
 */
export type TokenPlace = 'memory' | 'session' | 'local';

/** The session of a page that is not of the server's own origin: there the tokens are the page's to keep. */
export interface StoredTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: string;
}

type Place = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const memory = new Map<string, string>();

/** By function, because a browser that refuses storage refuses even to name it. */
const places: Readonly<Record<TokenPlace, () => Place>> = {
  memory: () => ({
    getItem: (name) => memory.get(name) ?? null,
    setItem: (name, text) => memory.set(name, text),
    removeItem: (name) => memory.delete(name),
  }),
  session: () => sessionStorage,
  local: () => localStorage,
};

const names = Object.keys(places) as TokenPlace[];

/** Keeps the tokens of one server, in one place at a time. */
export class TokenStorage {
  readonly #name: string;

  constructor(server: URL) {
    this.#name = `totp-kit:${server.href}`;
  }

  /**
   * Keeps the tokens of an answer, if there is a session in it and its tokens did not go as cookies. Without a place,
   * they stay where the ones before them are.
   */
  keep(session: Session | undefined, place: TokenPlace = this.#find()?.place ?? 'session'): void {
    if (!session?.accessToken || !session.refreshToken) return;
    const { accessToken, refreshToken, expiresAt } = session;
    const tokens: StoredTokens = { accessToken, refreshToken, expiresAt };
    this.clear();
    const text = JSON.stringify(tokens);
    // A browser that refuses storage keeps the session as long as the page is there.
    if (!this.#try(place, (storage) => (storage.setItem(this.#name, text), true))) {
      memory.set(this.#name, text);
    }
  }

  read(): StoredTokens | undefined {
    return this.#find()?.tokens;
  }

  clear(): void {
    for (const place of names) this.#try(place, (storage) => storage.removeItem(this.#name));
  }

  #find(): { readonly place: TokenPlace; readonly tokens: StoredTokens } | undefined {
    for (const place of names) {
      const tokens = this.#try(
        place,
        (storage) => JSON.parse(storage.getItem(this.#name) ?? 'null') as StoredTokens | null,
      );
      if (tokens) return { place, tokens };
    }
    return undefined;
  }

  #try<Result>(place: TokenPlace, use: (storage: Place) => Result): Result | undefined {
    try {
      return use(places[place]());
    } catch {
      return undefined;
    }
  }
}
