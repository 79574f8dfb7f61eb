import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { UserTaskKind } from '../../flow/users/user-tasks.ts';
import type { TotpElement } from '../../totp-element.ts';
import { moreIcon } from './users-icons.ts';

/** After so long, a letter begins a new word. */
const typingPauseMs = 700;

export interface MenuItem {
  readonly kind: UserTaskKind;
  readonly label: string;
  readonly isEnabled: boolean;
}

export interface RowMenuView {
  readonly userId: string;
  readonly label: string;
  /** Whether there is more room above the button than below it. */
  readonly opensUp: boolean;
  readonly items: readonly MenuItem[];
  readonly onChoose: (kind: UserTaskKind) => void;
}

/** The menu buttons of the rows (ARIA APG, menu button): one menu is open at a time, worked by keys as by hand. */
export class RowMenu implements ReactiveController {
  readonly #host: TotpElement;
  #openFor: string | undefined;
  #typed = '';
  #cancelTyping: (() => void) | undefined;

  constructor(host: TotpElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('pointerdown', this.#onPointerDown);
  }

  hostDisconnected(): void {
    document.removeEventListener('pointerdown', this.#onPointerDown);
    this.close();
  }

  /** Closes the menu that is open, wherever the focus is. */
  close(): void {
    this.#openFor = undefined;
  }

  render(view: RowMenuView): TemplateResult {
    const { userId, label } = view;
    const isOpen = this.#openFor === userId;
    return html`
      <div
        class="menu-place"
        @keydown=${(event: KeyboardEvent) => this.#onKeyDown(event, view)}
        @focusout=${(event: FocusEvent) => this.#onFocusOut(event)}
      >
        <button
          class="icon-button"
          part="menu-button"
          id="menu-button-${userId}"
          type="button"
          aria-haspopup="menu"
          aria-expanded=${isOpen}
          aria-controls=${isOpen ? `menu-${userId}` : nothing}
          aria-label=${label}
          @click=${() => (isOpen ? this.#close(userId) : this.#open(userId, 0))}
        >
          ${moreIcon}
        </button>
        ${isOpen ? this.#renderMenu(view) : nothing}
      </div>
    `;
  }

  #renderMenu(view: RowMenuView): TemplateResult {
    const { userId, label, opensUp, items } = view;
    return html`
      <div
        class="menu ${opensUp ? 'up' : ''}"
        part="menu"
        id="menu-${userId}"
        role="menu"
        aria-label=${label}
      >
        ${items.map(
          (item) => html`
            <div
              class="menu-item ${item.kind.startsWith('delete') ? 'danger' : ''}"
              part="menu-item"
              role="menuitem"
              tabindex="-1"
              aria-disabled=${!item.isEnabled}
              @click=${() => this.#choose(item, view)}
              @keydown=${(event: KeyboardEvent) => {
                // In the middle of a word, a space belongs to it.
                const isSpace = event.key === ' ' && this.#typed === '';
                if (event.key !== 'Enter' && !isSpace) return;
                event.preventDefault();
                this.#choose(item, view);
              }}
            >
              ${item.label}
            </div>
          `,
        )}
      </div>
    `;
  }

  #open(userId: string, index: number): void {
    this.#openFor = userId;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => this.#items.at(index)?.focus());
  }

  /** With a user, the focus goes back to their button. */
  #close(userId?: string): void {
    this.#openFor = undefined;
    this.#host.requestUpdate();
    if (userId !== undefined)
      this.#host.renderRoot.querySelector<HTMLElement>(`#menu-button-${userId}`)?.focus();
  }

  #choose({ kind, isEnabled }: MenuItem, { userId, onChoose }: RowMenuView): void {
    if (!isEnabled) return;
    // A dialog gives the focus back to what had it: the button, because the menu is gone by then.
    this.#close(userId);
    onChoose(kind);
  }

  #onKeyDown(event: KeyboardEvent, { userId, items }: RowMenuView): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (this.#openFor !== userId) {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      this.#open(userId, event.key === 'ArrowDown' ? 0 : -1);
      return;
    }
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.#close(userId);
    } else if (event.key === 'Tab') this.#close();
    else this.#move(event, items);
  }

  #move(event: KeyboardEvent, items: readonly MenuItem[]): void {
    const elements = this.#items;
    const at = elements.findIndex((element) => element === this.#host.shadowRoot?.activeElement);
    const count = elements.length;
    const targets: Partial<Record<string, number>> = {
      ArrowDown: (at + 1) % count,
      ArrowUp: (at + count - 1) % count,
      Home: 0,
      End: count - 1,
    };
    const target = targets[event.key] ?? this.#findTyped(event.key, { items, at });
    if (target === undefined || target < 0) return;
    event.preventDefault();
    elements[target]?.focus();
  }

  /** The next item that begins with what was typed. */
  #findTyped(
    key: string,
    { items, at }: { readonly items: readonly MenuItem[]; readonly at: number },
  ): number | undefined {
    if (key.length !== 1 || (key === ' ' && this.#typed === '')) return undefined;
    this.#typed += key.toLocaleLowerCase();
    this.#cancelTyping?.();
    this.#cancelTyping = this.#host.clock.after(typingPauseMs, () => (this.#typed = ''));
    const from = this.#typed.length === 1 ? at + 1 : at;
    const order = items.map((_, step) => (from + step) % items.length);
    return order.find((index) => items[index]?.label.toLocaleLowerCase().startsWith(this.#typed));
  }

  get #items(): HTMLElement[] {
    return [...this.#host.renderRoot.querySelectorAll<HTMLElement>('[role=menuitem]')];
  }

  #onFocusOut({ relatedTarget, currentTarget }: FocusEvent): void {
    if (this.#openFor === undefined || !(currentTarget instanceof Element)) return;
    if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget)) this.#close();
  }

  readonly #onPointerDown = (event: Event): void => {
    if (this.#openFor === undefined) return;
    const isInside = event
      .composedPath()
      .some((target) => target instanceof Element && target.matches('.menu-place'));
    if (!isInside) this.#close();
  };
}
