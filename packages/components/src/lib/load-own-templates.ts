import type * as ownTemplates from './own-templates.ts';

/** Loads what fills templates of a page's own. */
export function loadOwnTemplates(): Promise<typeof ownTemplates> {
  return import('./own-templates.ts');
}
