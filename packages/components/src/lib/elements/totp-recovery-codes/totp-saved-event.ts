/** The person says that they have saved their recovery codes. */
export class TotpSavedEvent extends Event {
  constructor() {
    super('totp-saved', { bubbles: true, composed: true });
  }
}

declare global {
  // They bubble: elements, the document and the window hear them.
  interface GlobalEventHandlersEventMap {
    'totp-saved': TotpSavedEvent;
  }
}
