import type { ScreenHost } from '../own-screens.ts';
import { FilledTemplate } from './filled-template.ts';
import { readPlaceholders } from './placeholders.ts';
import { takeOwnScreen } from './take-own-screen.ts';

/**
 * Shows the screens that a page has put into an element: children by their slots, and `<template>` children, filled
 * and put beside themselves. Forms in them answer the step in sight.
 */
export class PageScreens {
  readonly #host: ScreenHost;
  readonly #filled = new Map<HTMLTemplateElement, FilledTemplate>();

  constructor(host: ScreenHost) {
    this.#host = host;
    host.addEventListener('submit', (event) => void this.#onSubmit(event));
  }

  /** The slot of the page's screen in place of the one in sight, if it has one. */
  get slot(): string | undefined {
    const { screen, mainScreen } = this.#host;
    if (this.list().includes(screen)) return screen;
    return screen === mainScreen && this.hasUnnamed ? '' : undefined;
  }

  list(): string[] {
    return Array.from(this.#host.children, ({ slot }) => slot).filter(Boolean);
  }

  /** White space and comments are no screen. */
  get hasUnnamed(): boolean {
    return [...this.#host.childNodes].some((node) =>
      node instanceof Element
        ? !node.slot
        : node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
    );
  }

  /** Fills the templates of the screen in sight. What the others held, such as a key, leaves the document. */
  fill(): void {
    const { screen, mainScreen } = this.#host;
    const templates = [...this.#host.children].filter(
      (child): child is HTMLTemplateElement =>
        child instanceof HTMLTemplateElement && (child.slot || mainScreen) === screen,
    );
    for (const [template, filled] of this.#filled) {
      if (templates.includes(template)) continue;
      filled.screen.remove();
      this.#filled.delete(template);
    }
    for (const template of templates) {
      const filled =
        this.#filled.get(template) ?? new FilledTemplate(template, this.#host.localName);
      this.#filled.set(template, filled);
      filled.fill(readPlaceholders(this.#host));
      if (!filled.screen.isConnected) template.after(filled.screen);
    }
  }

  async #onSubmit(event: SubmitEvent): Promise<void> {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement)) return;
    // A form that goes elsewhere is the page's own affair.
    if (form.hasAttribute('action')) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    await this.#host.prepare();
    takeOwnScreen(this.#host, data);
  }
}
