import type { Page } from 'playwright-core';
import { AccessibilityTree, type AccessibleNode } from './accessibility-tree.ts';

/** More than any of our pages has. */
const mostStops = 30;

interface PageProbe {
  /** Where the focus was lost: what the page said at that time. */
  focusLosses: string[];
  /** The outline and the shadow of what had the focus before, or is painted in its place: then and now. */
  compareLooks: () => {
    then?: string | undefined;
    now?: string | undefined;
    isInView: boolean;
  };
}

/** Somebody without a mouse. Wherever the focus goes, they must see it. */
export class Keyboard {
  readonly #page: Page;
  readonly #tree: AccessibilityTree;
  readonly #faults: string[] = [];
  #lastStop = '';

  private constructor(page: Page, tree: AccessibilityTree) {
    this.#page = page;
    this.#tree = tree;
  }

  static async of(page: Page): Promise<Keyboard> {
    await page.addInitScript(installProbe);
    return new Keyboard(page, await AccessibilityTree.of(page));
  }

  /** What was wrong with the focus so far: nothing to see of it, out of sight, lost. */
  async faults(): Promise<string[]> {
    const losses = await this.#page.evaluate(
      () => (globalThis as unknown as PageProbe).focusLosses,
    );
    return [...this.#faults, ...losses.map((loss) => `lost at: ${loss}`)];
  }

  /** Role and name of what has the focus. */
  async focus(): Promise<string> {
    const node = await this.#tree.focused();
    return node ? nameOf(node) : 'nothing';
  }

  /** Waits until the focus has come there by itself. */
  async expectFocus(wanted: string): Promise<void> {
    const end = Date.now() + 10_000;
    let focus = '';
    while (focus !== wanted) {
      if (Date.now() > end) throw new Error(`The focus is on ${focus}, not on ${wanted}`);
      focus = await this.focus();
    }
    await this.#inspect(wanted);
  }

  /** Goes on by Tab to what is wanted, and tells every stop on the way, it included. */
  async tabTo(
    wanted: string,
    { key = 'Tab' }: { key?: 'Tab' | 'Shift+Tab' } = {},
  ): Promise<string[]> {
    const stops: string[] = [];
    while (stops.at(-1) !== wanted) {
      if (stops.length === mostStops) throw new Error(`No way to ${wanted}: ${stops.join(', ')}`);
      await this.#page.keyboard.press(key);
      const stop = await this.focus();
      await this.#inspect(stop);
      stops.push(stop);
    }
    return stops;
  }

  async press(key: string): Promise<void> {
    await this.#page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  async #inspect(stop: string): Promise<void> {
    const { then, now, isInView } = await this.#page.evaluate(() =>
      (globalThis as unknown as PageProbe).compareLooks(),
    );
    if (then !== undefined && then === now) this.#faults.push(`nothing shows: ${this.#lastStop}`);
    if (!isInView) this.#faults.push(`out of sight: ${stop}`);
    this.#lastStop = stop;
  }
}

function nameOf({ role, name }: AccessibleNode): string {
  return `${role} "${name}"`;
}

/** Runs in the page, before anything of its own. */
function installProbe(): void {
  const probe = globalThis as unknown as PageProbe;
  probe.focusLosses = [];

  const tags = 'totp-setup, totp-verify, totp-flow, totp-authenticators';
  let wasSomewhere = false;
  let where = '';
  const watch = (): void => {
    const isSomewhere = document.activeElement !== null && document.activeElement !== document.body;
    if (isSomewhere) where = describeFocus();
    if (wasSomewhere && !isSomewhere) {
      const texts = [...document.querySelectorAll(tags)].map(
        (element) => element.shadowRoot?.textContent.replaceAll(/\s+/g, ' ').trim() ?? '',
      );
      probe.focusLosses.push(`${document.title}: ${where}: ${texts.join(' | ')}`);
    }
    wasSomewhere = isSomewhere;
    requestAnimationFrame(watch);
  };
  requestAnimationFrame(watch);

  /** What has the focus, however deep in shadow trees. */
  function describeFocus(): string {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return `${element?.localName} ${element?.getAttribute('aria-label') ?? element?.textContent.trim()}`;
  }

  let last: Element | undefined;
  let lastLook: string | undefined;
  probe.compareLooks = () => {
    let element = document.activeElement ?? document.body;
    while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const { top, bottom } = element.getBoundingClientRect();
    const isInView = element === document.body || (top > -1 && bottom < innerHeight + 1);
    if (element === last) return { isInView };
    const looks = {
      then: last?.isConnected ? lastLook : undefined,
      now: last && lookOf(last),
      isInView,
    };
    // A title only tells where reading goes on: there is nothing to do with it.
    last = element.matches('h1, h2, body') ? undefined : element;
    lastLook = lookOf(element);
    return looks;
  };

  /** What is painted around it; a field of digits has its cells for that. */
  function lookOf(element: Element): string {
    const standIns = element.parentElement?.querySelectorAll('[aria-hidden="true"] *') ?? [];
    return [element, ...standIns]
      .map((painted) => {
        const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(painted);
        return `${outlineStyle} ${outlineWidth} ${outlineColor} ${boxShadow}`;
      })
      .join('; ');
  }
}
