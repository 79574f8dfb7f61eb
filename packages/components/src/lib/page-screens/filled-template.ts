import type { PlaceholderValues, Placeholders } from './placeholders.ts';

type PlaceholderName = keyof Placeholders;

const names: readonly PlaceholderName[] = [
  'totp.key',
  'totp.provisionUrl',
  'totp.issuer',
  'user.loginId',
  'error.message',
  'error.code',
  'retry.seconds',
];

const pattern = /\{\{\s*([\w.]+)\s*\}\}/g;

/** Where text is only ever read. Anything that could be run, loaded or sent somewhere is left out. */
const textAttributes = ['alt', 'aria-description', 'aria-label', 'label', 'placeholder', 'title'];
const valueElements = ['button', 'data', 'input', 'option'];

/** What forms send nowhere. */
const secret = /\{\{\s*totp\.(?:key|provisionUrl)\s*\}\}/;

/** A part of a screen that changes with the values. */
interface Part {
  /** As the page wrote it, placeholders and all. */
  readonly source: string;
  readonly write: (text: string) => void;
}

/** One copy of a page's template. Its placeholders become text, in text and in some attributes, and never markup. */
export class FilledTemplate {
  /** What stands in the document. */
  readonly screen: HTMLElement;

  readonly #parts: Part[] = [];
  readonly #tag: string;

  constructor(template: HTMLTemplateElement, tag: string) {
    this.#tag = tag;
    this.screen = document.createElement('div');
    this.screen.className = 'totp-screen';
    this.screen.slot = template.slot;
    this.screen.append(document.importNode(template.content, true));
    const walker = document.createTreeWalker(
      this.screen,
      NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    );
    while (walker.nextNode()) this.#read(walker.currentNode);
  }

  fill(values: PlaceholderValues): void {
    for (const { source, write } of this.#parts) {
      write(
        source.replaceAll(pattern, (whole, name: string) =>
          isPlaceholder(name) ? (values[name] ?? '') : whole,
        ),
      );
    }
  }

  #read(node: Node): void {
    if (node instanceof Element) {
      for (const attribute of [...node.attributes]) this.#readAttribute(node, attribute);
    } else {
      this.#readText(node);
    }
  }

  #readText(node: Node): void {
    const source = node.nodeValue ?? '';
    if (!this.#hasPlaceholder(source)) return;
    const parent = node.parentElement?.localName ?? '';
    if (['script', 'style'].includes(parent) || isSent(node.parentElement, source)) {
      this.#refuse(source, `<${parent}>`);
      node.nodeValue = '';
      return;
    }
    this.#parts.push({ source, write: (text) => setIfChanged(node, text) });
  }

  #readAttribute(element: Element, { name, value: source }: Attr): void {
    if (!this.#hasPlaceholder(source)) return;
    if (!mayFill(element, name, source)) {
      this.#refuse(source, `the attribute ${name} of <${element.localName}>`);
      element.removeAttribute(name);
      return;
    }
    this.#parts.push({
      source,
      write: (text) => {
        if (name === 'href' && !text.startsWith('otpauth://totp/')) element.removeAttribute(name);
        else if (element.getAttribute(name) !== text) element.setAttribute(name, text);
      },
    });
  }

  #hasPlaceholder(source: string): boolean {
    const found = Array.from(source.matchAll(pattern), ([, name = '']) => name);
    for (const name of found) {
      if (!isPlaceholder(name)) {
        console.error(
          `[totp-kit] <${this.#tag}> knows no {{${name}}}. There are: ${names.join(', ')}.`,
        );
      }
    }
    return found.some(isPlaceholder);
  }

  #refuse(source: string, place: string): void {
    const [placeholder = ''] = source.match(pattern) ?? [];
    console.error(
      `[totp-kit] <${this.#tag}> puts ${placeholder} into text and into ${textAttributes.join(', ')}, a field’s value and href="{{totp.provisionUrl}}" of a link, but not into ${place}.`,
    );
  }
}

function mayFill(element: Element, name: string, source: string): boolean {
  if (!(element instanceof HTMLElement)) return false;
  if (name === 'href') {
    return (
      element instanceof HTMLAnchorElement && /^\{\{\s*totp\.provisionUrl\s*\}\}$/.test(source)
    );
  }
  if (name === 'value')
    return valueElements.includes(element.localName) && !isSent(element, source);
  return textAttributes.includes(name);
}

/** Whether a form would send what must not leave the page: in the value of a field that has a name. */
function isSent(element: Element | null, source: string): boolean {
  return (
    secret.test(source) &&
    (element?.closest('option') !== null || element.matches('[name]:is(button, input, textarea)'))
  );
}

function isPlaceholder(name: string): name is PlaceholderName {
  return (names as readonly string[]).includes(name);
}

/** So that a screen reader hears only what has changed. */
function setIfChanged(node: Node, text: string): void {
  if (node.nodeValue !== text) node.nodeValue = text;
}
