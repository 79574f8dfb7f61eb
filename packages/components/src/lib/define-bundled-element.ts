/* Takes the place of define-element.ts in the script-tag bundles (vite.config.ts), whose elements come by themselves. */
import { bundleUrl } from './bundle-url.ts';
import { registerElement } from './register-element.ts';

/** Registers an element, unless the page already has one of that name. */
export function defineElement(tag: string, constructor: CustomElementConstructor): void {
  registerElement(bundleUrl, tag, constructor);
}
