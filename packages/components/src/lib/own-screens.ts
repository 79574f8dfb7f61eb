import { html, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import type { AuthenticatorsFlow } from './flow/authenticators-flow.ts';
import type { EntryFlow } from './flow/entry-flow.ts';
import type { Notice } from './flow/notice.ts';
import type { SetupFlow } from './flow/setup-flow.ts';
import type { VerifyFlow } from './flow/verify-flow.ts';
import { loadPageScreens } from './load-page-screens.ts';
import type { PageScreens } from './page-screens/page-screens.ts';

/** What the screens of an element are about. */
export type ScreenFlow = SetupFlow | VerifyFlow | EntryFlow | AuthenticatorsFlow;

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

/** The screens and messages that a page has put into an element. What shows them is loaded when there are some. */
export class OwnScreens implements ReactiveController {
  readonly #host: ScreenHost;
  readonly #observer = new MutationObserver(() => this.#look());
  #screens: PageScreens | 'lost' | undefined;

  constructor(host: ScreenHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer.observe(this.#host, {
      childList: true,
      subtree: true,
      attributeFilter: ['slot'],
    });
    this.#look();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  /** The page's screen in place of the one in sight, if it has one. */
  render(): TemplateResult | undefined {
    // Rather nothing than a screen that another takes the place of.
    if (!this.#screens) return this.#isEmpty ? undefined : html``;
    const slot = this.#loaded?.slot;
    return slot === undefined ? undefined : html`<slot name=${slot}></slot>`;
  }

  has(slot: string): boolean {
    return this.list().includes(slot);
  }

  /** The slots that the page has put something into. */
  list(): readonly string[] {
    return this.#loaded?.list() ?? [];
  }

  /** Whether there is something without a slot. */
  get hasUnnamed(): boolean {
    return this.#loaded?.hasUnnamed ?? false;
  }

  get #loaded(): PageScreens | undefined {
    return typeof this.#screens === 'object' ? this.#screens : undefined;
  }

  get #isEmpty(): boolean {
    return !this.#host.childElementCount && !this.#host.textContent.trim();
  }

  #look(): void {
    this.#host.requestUpdate();
    if (this.#loaded || this.#isEmpty) return;
    void loadPageScreens().then(
      ({ PageScreens }) => {
        if (!this.#loaded) this.#screens = new PageScreens(this.#host);
        this.#host.requestUpdate();
      },
      () => {
        this.#screens = 'lost';
        this.#host.requestUpdate();
      },
    );
  }
}
