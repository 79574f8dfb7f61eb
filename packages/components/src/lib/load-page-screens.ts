import type * as pageScreens from './page-screens/page-screens.ts';

let screens: Promise<typeof pageScreens> | undefined;

/** Loads what shows screens of a page's own, and sends its forms. After a failure, the next call tries again. */
export function loadPageScreens(): Promise<typeof pageScreens> {
  screens ??= import('./page-screens/page-screens.ts').catch((cause: unknown) => {
    screens = undefined;
    throw cause;
  });
  return screens;
}
