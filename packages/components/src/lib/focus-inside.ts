import type { LitElement } from 'lit';

/** Moves the focus to something in an element, once that has rendered it. */
export async function focusInside(element: LitElement, selector: string): Promise<void> {
  await element.updateComplete;
  element.renderRoot.querySelector<HTMLElement>(selector)?.focus();
}
