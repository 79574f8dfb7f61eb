/// <reference types="mocha" />
import type { LitElement } from 'lit';
import { loadAnswers } from '../elements/load-answers.ts';
import { loadEndings } from '../load-endings.ts';
import { loadPageScreens } from '../load-page-screens.ts';

// Tests of what people see need not wait for what is loaded when they turn to a field.
before(() => Promise.all([loadAnswers(), loadEndings(), loadPageScreens()]));

/** Puts an element with these properties into the page, and waits until it is quiet. */
export async function stage<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]> = {},
): Promise<HTMLElementTagNameMap[Tag]> {
  const element = Object.assign(document.createElement(tag), properties);
  main().append(element);
  await settle();
  return element;
}

/** Where elements stand, on a page with a landmark as pages have one. */
function main(): HTMLElement {
  const place = document.querySelector('main') ?? document.createElement('main');
  document.body.append(place);
  return place;
}

export function clearStage(): void {
  document.body.replaceChildren();
  document.documentElement.removeAttribute('style');
  document.documentElement.removeAttribute('dir');
}

/** Waits for everything that is already decided: answers of scripted clients, and what elements render of them. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    for (let tick = 0; tick < 10; tick += 1) await Promise.resolve();
    await Promise.all(
      findAll(document.body, '*').map(
        async (element) => (element as Partial<LitElement>).updateComplete,
      ),
    );
  }
}

/** Waits for what a browser does in its own time, such as loading a module. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
  await settle();
}

/** All elements that match, in the element itself and in all shadow trees below it. */
export function findAll<Found extends Element = HTMLElement>(
  root: ParentNode,
  selector: string,
): Found[] {
  const found: Found[] = [];
  const visit = (node: ParentNode): void => {
    for (const element of node.querySelectorAll('*')) {
      if (element.matches(selector)) found.push(element as Found);
      if (element.shadowRoot) visit(element.shadowRoot);
    }
  };
  if (root instanceof Element && root.shadowRoot) visit(root.shadowRoot);
  visit(root);
  return found;
}

/** The one element that matches; none is a failure. */
export function find<Found extends Element = HTMLElement>(
  root: ParentNode,
  selector: string,
): Found {
  const [found] = findAll<Found>(root, selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
}

/** What a person reads, without the white space of templates. */
export function textOf(root: HTMLElement): string {
  const texts = [root, ...findAll(root, '*')].flatMap((element) =>
    [...(element.shadowRoot ?? element).childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => node.textContent ?? ''),
  );
  return texts.join(' ').replaceAll(/\s+/g, ' ').trim();
}

/** What the focus is on, in the innermost shadow tree. */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** Types or pastes into a field that has nothing in it, or replaces what is in it. */
export async function enter(field: HTMLElement, text: string): Promise<void> {
  const input = field as HTMLInputElement;
  input.focus();
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await settle();
}

export async function enterCode(root: ParentNode, code: string): Promise<void> {
  await enter(find(root, 'input[name=code]'), code);
}

export async function enterLoginId(root: ParentNode, loginId: string): Promise<void> {
  await enter(find(root, 'input[name=username]'), loginId);
}

export async function submit(root: ParentNode): Promise<void> {
  find(root, 'button[type=submit]').click();
  await settle();
}

/** The events of these names that leave an element, in their order. */
export function listen<Name extends keyof HTMLElementEventMap>(
  target: HTMLElement,
  name: Name,
): HTMLElementEventMap[Name][] {
  const events: HTMLElementEventMap[Name][] = [];
  target.addEventListener(name, (event) => events.push(event));
  return events;
}

/** Keeps what goes to the console as an error, and away from the test's own output. */
export function captureConsole(): string[] {
  const lines: string[] = [];
  const original = console.error;
  console.error = (...values: unknown[]) => lines.push(values.map(String).join(' '));
  after(() => (console.error = original));
  return lines;
}
