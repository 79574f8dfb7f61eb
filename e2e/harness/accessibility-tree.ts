import type { CDPSession, Page } from 'playwright-core';

/** A thing on the page, as the browser tells it to a screen reader. */
export interface AccessibleNode {
  readonly role: string;
  readonly name: string;
  readonly description: string;
  readonly value: string;
  /** States and properties, such as `invalid`, `required`, `disabled`, `busy`, `live`. */
  readonly states: Readonly<Record<string, unknown>>;
  /** All text in it, in reading order. */
  readonly text: string;
  /** Which node of the document it is. */
  readonly id: number;
}

export interface Wanted {
  readonly role: string;
  readonly name?: string | RegExp;
  /** In its text. */
  readonly text?: string | RegExp;
}

type TreeNode = Awaited<ReturnType<typeof fetchTree>>[number];

const patienceMs = 10_000;
const pollMs = 25;

/** Chromium's own accessibility tree: things are found by role and name, and used where they are. */
export class AccessibilityTree {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(page: Page): Promise<AccessibilityTree> {
    const session = await page.context().newCDPSession(page);
    await session.send('DOM.enable');
    await session.send('Accessibility.enable');
    return new AccessibilityTree(session);
  }

  /** Everything that a screen reader can come to. */
  async read(): Promise<AccessibleNode[]> {
    const nodes = await fetchTree(this.#session);
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    return nodes.filter(({ ignored }) => !ignored).map((node) => describe(node, byId));
  }

  async findAll(wanted: Wanted): Promise<AccessibleNode[]> {
    return (await this.read()).filter((node) => isWanted(node, wanted));
  }

  /** The one thing that is wanted, as soon as it is there. */
  async find(wanted: Wanted): Promise<AccessibleNode> {
    const end = Date.now() + patienceMs;
    for (;;) {
      const found = await this.findAll(wanted);
      const [node] = found;
      if (node && found.length === 1) return node;
      if (Date.now() > end) {
        const all = (await this.read()).map(({ role, name, text }) => `${role} "${name || text}"`);
        const looked = `${wanted.role} ${String(wanted.name ?? wanted.text)}`;
        throw new Error(`There are ${found.length} of ${looked} among:\n${all.join('\n')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }

  /** What has the focus: a thing, never the whole page. */
  async focused(): Promise<AccessibleNode | undefined> {
    const { result } = await this.#session.send('Runtime.evaluate', { expression: deepFocus });
    if (result.objectId === undefined) return undefined;
    const { node } = await this.#session.send('DOM.describeNode', { objectId: result.objectId });
    return (await this.read()).find(({ id }) => id === node.backendNodeId);
  }

  /** Presses it in its middle, as a screen reader's "click" does. */
  async press(wanted: Wanted): Promise<void> {
    const { id } = await this.find(wanted);
    await this.#session.send('DOM.scrollIntoViewIfNeeded', { backendNodeId: id });
    const { model } = await this.#session.send('DOM.getBoxModel', { backendNodeId: id });
    const [left = 0, top = 0, , , right = 0, bottom = 0] = model.border;
    const place = { x: (left + right) / 2, y: (top + bottom) / 2 };
    const button = { ...place, button: 'left', clickCount: 1 } as const;
    await this.#session.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...button });
    await this.#session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...button });
  }

  /** Puts the focus on it and text into it, in place of what is there. */
  async enter(wanted: Wanted, text: string): Promise<void> {
    const { id } = await this.find(wanted);
    await this.#session.send('DOM.focus', { backendNodeId: id });
    const selectAll = { key: 'a', code: 'KeyA', windowsVirtualKeyCode: 65, modifiers: 2 };
    await this.#session.send('Input.dispatchKeyEvent', {
      ...selectAll,
      type: 'rawKeyDown',
      commands: ['selectAll'],
    });
    await this.#session.send('Input.dispatchKeyEvent', { ...selectAll, type: 'keyUp' });
    await this.#session.send('Input.insertText', { text });
  }
}

const deepFocus = `(() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element === document.body ? null : element;
})()`;

async function fetchTree(session: CDPSession) {
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  return nodes;
}

function describe(node: TreeNode, byId: ReadonlyMap<string, TreeNode>): AccessibleNode {
  const properties = (node.properties ?? []).map(({ name, value }): [string, unknown] => [
    name,
    value.value,
  ]);
  return {
    role: wordOf(node.role),
    name: wordOf(node.name),
    description: wordOf(node.description),
    value: wordOf(node.value),
    states: Object.fromEntries(properties),
    text: textOf(node, byId),
    id: node.backendDOMNodeId ?? 0,
  };
}

function textOf(node: TreeNode, byId: ReadonlyMap<string, TreeNode>): string {
  if (wordOf(node.role) === 'StaticText') return wordOf(node.name);
  const parts = (node.childIds ?? []).map((id) => {
    const child = byId.get(id);
    return child ? textOf(child, byId) : '';
  });
  return parts.join(' ').replaceAll(/\s+/g, ' ').trim();
}

function wordOf(value: TreeNode['role']): string {
  return value?.value === undefined ? '' : String(value.value);
}

function isWanted({ role, name, text }: AccessibleNode, wanted: Wanted): boolean {
  return role === wanted.role && matches(name, wanted.name) && matches(text, wanted.text);
}

function matches(text: string, wanted: string | RegExp | undefined): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === 'string' ? text === wanted : wanted.test(text);
}
