import { foldCase } from './fold-case.ts';

/** Nobody searches by more, and an index entry has to fit its page. */
const keyLength = 64;

/**
 * The form in which login IDs, names and e-mail addresses are searched: NFKC, case folded, NFKC again, as login IDs are
 * compared (core/login-id.ts). Empty where there is nothing to search for.
 */
export function searchKey(text: string): string {
  return foldCase(text.normalize('NFKC')).normalize('NFKC').trim();
}

/** How a name or an e-mail address is kept to be found: the beginning of its key. */
export function storedSearchKey(text: string): string {
  return Array.from(searchKey(text)).slice(0, keyLength).join('');
}
