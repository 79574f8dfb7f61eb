import type { PropertyDeclarations, PropertyValues } from 'lit';
import { TicketElement } from './ticket-element.ts';

const fullLength = 6;

/** An element that a page may make a field of a form, by a `name`: its value is a code or, with a ticket, the proof. */
export abstract class FormFieldElement extends TicketElement {
  /** @internal */
  static readonly formAssociated = true;

  static override properties: PropertyDeclarations = {
    name: { reflect: true },
    required: { type: Boolean, reflect: true },
    disabled: { type: Boolean, reflect: true },
    isFormDisabled: { state: true },
  };

  /** As a field of a form: the name that the code, or the proof, is sent under. */
  name: string | undefined;

  /** As a field of a form: the form is not sent without a code. */
  required = false;

  /** Takes no code. */
  disabled = false;

  protected isFormDisabled = false;

  /** The digits so far; with a ticket, the proof once there is one. */
  abstract readonly value: string;

  /** @internal What stands in the field, whether or not it is the value. */
  abstract readonly entered: string;

  /** What a browser says when a form is sent without a whole code. */
  protected abstract readonly complaint: string;

  protected abstract fill(value: string): void;

  /** The form that this is a field of. */
  get form(): HTMLFormElement | null {
    return this.internals.form;
  }

  /** As a field of a form: what keeps the form from being sent. */
  get validity(): ValidityState {
    return this.internals.validity;
  }

  /** As a field of a form: whether the form may be sent. */
  checkValidity(): boolean {
    return this.internals.checkValidity();
  }

  /** As a field of a form: whether the form may be sent, and if not, the browser says why. */
  reportValidity(): boolean {
    return this.internals.reportValidity();
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector('input')?.focus(options);
  }

  /** @internal */
  formDisabledCallback(isDisabled: boolean): void {
    this.isFormDisabled = isDisabled;
  }

  /** @internal */
  formResetCallback(): void {
    this.fill('');
  }

  /** Whether there is a form that asks for the value. */
  protected get isField(): boolean {
    return Boolean(this.name) && this.form !== null;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { internals, isField, value, entered, required } = this;
    // A browser keeps no code for when it comes back to the page: by then it would be no good.
    internals.setFormValue(isField ? value : null, null);
    const valueMissing = entered === '' && required;
    const badInput = entered !== '' && entered.length < fullLength;
    const input = this.renderRoot.querySelector('input');
    if (isField && (valueMissing || badInput) && input) {
      internals.setValidity({ valueMissing, badInput }, this.complaint, input);
    } else {
      internals.setValidity({});
    }
  }
}
