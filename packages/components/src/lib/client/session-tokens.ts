import { TokenStorage, type StoredTokens } from './token-storage.ts';

/** The kept tokens, for those who also read and forget them: in the script-tag bundle, scripts of the page. */
export class SessionTokens extends TokenStorage {
  read(): StoredTokens | undefined {
    try {
      return (JSON.parse(sessionStorage.getItem(this.name) ?? 'null') ?? undefined) as
        StoredTokens | undefined;
    } catch {
      return undefined;
    }
  }

  clear(): void {
    try {
      sessionStorage.removeItem(this.name);
    } catch {
      // Nothing was kept.
    }
  }
}
