import type { PropertyDeclarations } from 'lit';
import { ConnectedElement } from './connected-element.ts';

/** An element that may be for the user of a ticket. */
export abstract class TicketElement extends ConnectedElement {
  static override properties: PropertyDeclarations = {
    label: {},
    ticket: { attribute: false },
  };

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'ticket'];
  }

  /** A name for the authenticator, such as the phone it is on. */
  label: string | undefined;

  /** The ticket of an `update-user`. Given as an attribute, it is read and removed. */
  ticket: string | undefined;

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (name !== 'ticket' || value === null) return;
    this.ticket = value;
    this.removeAttribute(name);
  }
}
