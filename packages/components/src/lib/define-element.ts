import { keepContextRequests } from './context.ts';

/** Registers an element, unless the page already has one of that name. */
export function defineElement(tag: string, constructor: CustomElementConstructor): void {
  keepContextRequests();
  if (!customElements.get(tag)) customElements.define(tag, constructor);
}
