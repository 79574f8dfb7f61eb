import type { PropertyDeclarations } from 'lit';
import { ConnectedElement } from './connected-element.ts';

/** An element that may be for the user of a ticket. */
export abstract class TicketElement extends ConnectedElement {
  static override properties: PropertyDeclarations = { ticket: { attribute: false } };

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'ticket'];
  }

  /** A ticket that the site's backend asked for. It says whom this is for; given as an attribute, it is read and removed. */
  ticket: string | undefined;

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (name !== 'ticket' || value === null) return;
    this.ticket = value;
    this.removeAttribute(name);
  }
}
