import type { ReactiveController } from 'lit';
import { focusInside } from '../focus-inside.ts';
import type { ScreenHost } from '../own-screens.ts';
import { FilledTemplate } from './filled-template.ts';
import { readPlaceholders } from './placeholders.ts';
import { takeOwnScreen } from './take-own-screen.ts';

export { sendProof } from './proof-sender.ts';

const focusable =
  'input:not([type=hidden]), select, textarea, button, a[href], [tabindex], totp-verify';

/**
 * Shows the screens that a page has put into an element: children by their slots, and `<template>` children, filled
 * and put beside themselves. Forms in them answer the step in sight.
 */
export class PageScreens implements ReactiveController {
  readonly #host: ScreenHost;
  readonly #filled = new Map<HTMLTemplateElement, FilledTemplate>();
  #shownScreen: string | undefined;
  #hadFocus = false;

  constructor(host: ScreenHost) {
    this.#host = host;
    host.addController(this);
    host.addEventListener('submit', (event) => void this.#onSubmit(event));
  }

  hostUpdate(): void {
    this.#hadFocus = this.#screenOf(this.#shownScreen)?.matches(':focus-within') ?? false;
  }

  hostUpdated(): void {
    this.#fill();
    const { screen } = this.#host;
    // Whoever was at a field of the screen before goes on in this one.
    if (this.#hadFocus && screen !== this.#shownScreen) void this.#focus();
    this.#shownScreen = screen;
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
  #fill(): void {
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

  /** The page's screen of this name, as it stands in the document. */
  #screenOf(name: string | undefined): HTMLElement | undefined {
    const { children, mainScreen } = this.#host;
    return [...children].find(
      (child): child is HTMLElement =>
        child instanceof HTMLElement &&
        !(child instanceof HTMLTemplateElement) &&
        (child.slot || mainScreen) === name,
    );
  }

  async #focus(): Promise<void> {
    const { screen: name } = this.#host;
    const screen = this.#screenOf(name);
    if (screen) {
      const place = screen.matches(focusable) ? screen : screen.querySelector(focusable);
      return (place as HTMLElement | null)?.focus();
    }
    if (name === 'recovery-codes') await customElements.whenDefined('totp-recovery-codes');
    await focusInside(this.#host, '#title, totp-recovery-codes');
  }

  async #onSubmit(event: SubmitEvent): Promise<void> {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement)) return;
    const { submitter } = event;
    if (goesElsewhere(form, submitter)) return;
    event.preventDefault();
    const data = new FormData(form, submitter);
    const { screen } = this.#host;
    await this.#host.prepare();
    // What was meant for one screen is no answer to the next.
    if (this.#host.screen === screen) takeOwnScreen(this.#host, data);
  }
}

/** A form that is sent to a URL, or that closes a dialog, is the page's own affair. */
function goesElsewhere(form: HTMLFormElement, submitter: HTMLElement | null): boolean {
  const method = submitter?.getAttribute('formmethod') ?? form.getAttribute('method');
  return (
    form.hasAttribute('action') ||
    submitter?.hasAttribute('formaction') === true ||
    method?.toLowerCase() === 'dialog'
  );
}
