import type { Page, Request } from 'playwright-core';
import type { Sighting } from '../../packages/server/src/testing/secret-search.ts';

interface PageRecorder {
  recordSighting: (place: string, text: string) => void;
  /** Everything that stands in the document now. */
  listDocument: () => Sighting[];
  lookAround: () => Promise<void>;
}

/** Sees what a page lets others see: its own scripts and extensions, what is left in the browser, other servers. */
export class Witness {
  readonly sightings: Sighting[] = [];
  readonly #page: Page;
  readonly #serverUrl: string;

  private constructor(page: Page, serverUrl: string) {
    this.#page = page;
    this.#serverUrl = serverUrl;
  }

  static async of(page: Page, serverUrl: string): Promise<Witness> {
    const witness = new Witness(page, serverUrl);
    await page.exposeFunction('recordSighting', (place: string, text: string) => {
      witness.#add(place, text);
    });
    await page.addInitScript(installRecorder);
    page.on('console', (message) => witness.#add('the console', message.text()));
    page.on('pageerror', (error) => witness.#add('an error', `${error.message} ${error.stack}`));
    page.on('request', (request) => witness.#addRequest(request));
    return witness;
  }

  /** Looks at what nobody is told of when it changes. */
  async lookAround(): Promise<void> {
    await this.#page.evaluate(() => (globalThis as unknown as PageRecorder).lookAround());
  }

  /** What is in the document and all its shadow trees now: texts, attributes and what fields hold. */
  listDocument(): Promise<Sighting[]> {
    return this.#page.evaluate(() => (globalThis as unknown as PageRecorder).listDocument());
  }

  #add(place: string, text: string): void {
    this.sightings.push({ place, text });
  }

  #addRequest(request: Request): void {
    const url = request.url();
    const { origin, pathname } = new URL(url);
    this.#add('the address of a request', url);
    const { authorization, ...headers } = request.headers();
    const api = `${this.#serverUrl}/api/v1/`;
    const to = url.startsWith(api)
      ? `${request.method()} ${pathname.replace(/enrollments\/.+\//, 'enrollments/{id}/')}`
      : origin;
    this.#add(`a header of ${to}`, JSON.stringify(headers));
    this.#add(`the authorization of ${to}`, authorization ?? '');
    this.#add(`the body of ${to}`, request.postData() ?? '');
  }
}

/** Runs in the page, before anything of its own. */
function installRecorder(): void {
  const recorder = globalThis as unknown as PageRecorder;
  const seen = new Set<string>();
  const see = (place: string, text: string): void => {
    if (text.length < 6 || seen.has(`${place}\n${text}`)) return;
    seen.add(`${place}\n${text}`);
    recorder.recordSighting(place, text);
  };

  const whereIs = (element: Element | null): string => {
    const root = element?.getRootNode();
    const host = root instanceof ShadowRoot ? ` in <${root.host.localName}>` : '';
    return `<${element?.localName ?? 'document'}>${host}`;
  };

  /** All that a tree holds, with the open shadow trees in it. */
  const walk = (node: Node, visit: (place: string, text: string) => void): void => {
    if (node instanceof Element) {
      for (const { name, value } of node.attributes) {
        visit(`the attribute ${name} of ${whereIs(node)}`, value);
      }
      if (node instanceof HTMLInputElement) visit(`the field ${whereIs(node)}`, node.value);
      if (node.shadowRoot) walk(node.shadowRoot, visit);
    } else if (node instanceof CharacterData) {
      visit(`the text of ${whereIs(node.parentElement)}`, node.data);
    }
    for (const child of node.childNodes) walk(child, visit);
  };

  const seeState = (): void => {
    see('the title', document.title);
    see('the location', location.href);
    see('the history', JSON.stringify(history.state));
    see('the referrer', document.referrer);
    see('the cookies', document.cookie);
    see('the window’s name', window.name);
    see('localStorage', JSON.stringify(Object.entries(localStorage)));
    see('sessionStorage', JSON.stringify(Object.entries(sessionStorage)));
    for (const { name } of performance.getEntries()) see('the timeline', name);
  };

  const seeNode = (node: Node): void =>
    walk(node, (place, text) => {
      if (!place.startsWith('the field')) see(place, text);
    });

  const observer = new MutationObserver((records) => {
    for (const { type, target, attributeName, oldValue, addedNodes } of records) {
      if (type === 'attributes' && target instanceof Element) {
        const place = `the attribute ${attributeName ?? ''} of ${whereIs(target)}`;
        see(place, oldValue ?? '');
        see(place, target.getAttribute(attributeName ?? '') ?? '');
      } else if (type === 'characterData') {
        see(`the text of ${whereIs(target.parentElement)}`, oldValue ?? '');
        seeNode(target);
      }
      for (const node of addedNodes) seeNode(node);
    }
    seeState();
  });
  const observe = (root: Node): void =>
    observer.observe(root, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeOldValue: true,
      characterData: true,
      characterDataOldValue: true,
    });
  observe(document);
  const attachShadow = Object.getOwnPropertyDescriptor(Element.prototype, 'attachShadow')
    ?.value as (this: Element, init: ShadowRootInit) => ShadowRoot;
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init);
    observe(root);
    return root;
  };

  /** Own and inherited values, getters included, as deep as they go. */
  const read = (value: unknown, depth = 0): string => {
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    if (typeof value !== 'object' || value === null) return '';
    if (value instanceof Node || depth > 6) return '';
    const texts: string[] = [];
    let source: object | null = value;
    while (source && source !== Object.prototype && source !== Event.prototype) {
      for (const name of Reflect.ownKeys(source)) {
        if (name === 'currentTarget' || name === 'target') continue;
        texts.push(String(name), read(Reflect.get(source, name, value), depth + 1));
      }
      source = Object.getPrototypeOf(source) as object | null;
    }
    return texts.join('\n');
  };
  const seeEvent = (event: Event): void => {
    see(`the event ${event.type}`, read(event));
    see(`the event ${event.type}`, JSON.stringify(event));
  };
  const dispatchEvent = Object.getOwnPropertyDescriptor(EventTarget.prototype, 'dispatchEvent')
    ?.value as (this: EventTarget, event: Event) => boolean;
  EventTarget.prototype.dispatchEvent = function (event) {
    seeEvent(event);
    const answer = dispatchEvent.call(this, event);
    seeEvent(event);
    return answer;
  };

  recorder.listDocument = () => {
    const list: Sighting[] = [];
    walk(document, (place, text) => list.push({ place, text }));
    return list;
  };
  recorder.lookAround = async () => {
    seeNode(document);
    seeState();
    for (const { name } of await indexedDB.databases()) see('a database', `named ${name}`);
    for (const name of await caches.keys()) see('a cache', `named ${name}`);
  };
}
