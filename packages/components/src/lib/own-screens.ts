import { html, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import type { EntryFlow } from './flow/entry-flow.ts';
import type { Notice } from './flow/notice.ts';
import type { SetupFlow } from './flow/setup-flow.ts';
import type { VerifyFlow } from './flow/verify-flow.ts';
import { loadOwnTemplates } from './load-own-templates.ts';
import type { OwnTemplates } from './own-templates.ts';

/** What the screens of an element are about. */
export type ScreenFlow = SetupFlow | VerifyFlow | EntryFlow;

/** An element that a page may give screens of its own. */
export interface ScreenHost extends LitElement {
  /** The screen in sight, which is the name of the slot for another in its place. */
  readonly screen: string;
  /** The screen whose place children without a `slot` take. */
  readonly mainScreen: string;
  /** What the screens are about. */
  readonly flow: ScreenFlow | undefined;
  /** Once there is somebody to take what a person enters. */
  prepare(): Promise<unknown>;
  /** The login ID, where the page knows it. */
  readonly loginId: string | undefined;
  /** The login ID, as far as it is known. */
  readonly knownLoginId: string | undefined;
  /** What is said to an error or a fault, in the person's language. */
  describe(notice: Notice): string | undefined;
  /** Whole seconds until a time, and an update when they are fewer. */
  secondsUntil(time: number | undefined): number;
}

/** The screens and messages that a page has put into an element, in place of the element's own. */
export class OwnScreens implements ReactiveController {
  readonly #host: ScreenHost;
  readonly #observer: MutationObserver;
  #templates: OwnTemplates | undefined;

  constructor(host: ScreenHost) {
    this.#host = host;
    this.#observer = new MutationObserver(() => host.requestUpdate());
    host.addController(this);
    host.addEventListener('submit', (event) => void this.#onSubmit(event));
  }

  hostConnected(): void {
    this.#observer.observe(this.#host, {
      childList: true,
      subtree: true,
      attributeFilter: ['slot'],
    });
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  hostUpdated(): void {
    if (this.#templates ?? this.#host.querySelector(':scope > template')) void this.#fill();
  }

  /** The page's screen in place of the one in sight, if it has one. */
  render(): TemplateResult | undefined {
    const { screen, mainScreen } = this.#host;
    if (this.has(screen)) return html`<slot name=${screen}></slot>`;
    return screen === mainScreen && this.hasUnnamed ? html`<slot></slot>` : undefined;
  }

  has(slot: string): boolean {
    return this.list().includes(slot);
  }

  /** The slots that the page has put something into. */
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

  async #fill(): Promise<void> {
    const { OwnTemplates } = await loadOwnTemplates();
    this.#templates ??= new OwnTemplates(this.#host);
    this.#templates.show();
  }

  async #onSubmit(event: SubmitEvent): Promise<void> {
    const form = event.target;
    // A form that goes elsewhere is the page's own affair.
    if (event.defaultPrevented || !(form instanceof HTMLFormElement)) return;
    if (form.hasAttribute('action')) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    const [{ takeOwnScreen }] = await Promise.all([loadOwnTemplates(), this.#host.prepare()]);
    takeOwnScreen(this.#host, data);
  }
}
