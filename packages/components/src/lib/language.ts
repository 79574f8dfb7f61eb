import type { LitElement, ReactiveController } from 'lit';
import type { Messages, OwnMessages } from './messages/catalogue.ts';
import { loadMessages, primaryLanguage } from './messages/languages.ts';
import { onOwnMessages, ownMessagesOf } from './messages/own-messages.ts';

/** What a screen says, with the language that numbers and durations in it are written in. */
export type Texts<Part> = Part & { readonly locale: string; readonly direction?: 'rtl' };

/** The language of an element: that of the nearest `lang`, and again when that changes. */
export class Language implements ReactiveController {
  /** While this lasts, there is nothing to say yet. */
  pending: Promise<void> | undefined;

  readonly #host: LitElement;
  readonly #observer = new MutationObserver(() => this.#choose());
  #tag = '';
  #messages: Partial<Messages> = {};
  #unsubscribe: (() => void) | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    // No observer sees into a shadow tree from outside.
    for (let node: Node | null = this.#host; node; node = hostOf(node.getRootNode())) {
      this.#observer.observe(node.getRootNode(), { subtree: true, attributeFilter: ['lang'] });
    }
    this.#unsubscribe = onOwnMessages(() => this.#host.requestUpdate());
    this.#choose();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#unsubscribe?.();
  }

  /** What the page says in place of the element, in this language. */
  get own(): OwnMessages | undefined {
    return ownMessagesOf(this.#tag);
  }

  /** A part of the English messages in this language, with what the page says in place of it. */
  in<Part extends object>(english: Part): Texts<Part> {
    const { own } = this;
    const locale = own || this.#messages.tryAgain ? primaryLanguage(this.#tag) : 'en';
    return { ...english, ...this.#messages, ...own, locale };
  }

  #choose(): void {
    const tag = nearestLanguage(this.#host);
    if (tag === this.#tag) return;
    this.#tag = tag;
    const messages = loadMessages(tag);
    if (!(messages instanceof Promise)) return this.#take(messages ?? {});
    this.pending = messages.then(
      (found) => {
        if (tag === this.#tag) this.#take(found);
      },
      () => {
        // English is better than nothing; the next change of language tries again.
        if (tag === this.#tag) this.#take({});
      },
    );
  }

  #take(messages: Partial<Messages>): void {
    this.pending = undefined;
    this.#messages = messages;
    this.#host.requestUpdate();
  }
}

function nearestLanguage(element: Element): string {
  for (let node: Node | null = element; node; node = node.parentNode ?? hostOf(node)) {
    if (node instanceof Element && node.hasAttribute('lang'))
      return node.getAttribute('lang') ?? '';
  }
  return 'en';
}

function hostOf(node: Node): Element | null {
  return node instanceof ShadowRoot ? node.host : null;
}
