import type * as pageScreens from './page-screens/page-screens.ts';

/** Loads what shows screens of a page's own, and sends its forms. A browser tries again at the next call. */
export function loadPageScreens(): Promise<typeof pageScreens> {
  return import('./page-screens/page-screens.ts');
}
