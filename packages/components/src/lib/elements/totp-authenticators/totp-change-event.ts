import type { Outcome } from '../../flow/authenticators-step.ts';

/** What has changed of what is somebody's own. */
export type OwnChange = Exclude<Outcome, 'gone'>;

/** Somebody has changed something of their own. */
export class TotpChangeEvent extends Event {
  /** What they did. */
  readonly change: OwnChange;

  constructor(change: OwnChange) {
    super('totp-change', { bubbles: true, composed: true });
    this.change = change;
  }
}

declare global {
  // They bubble: elements, the document and the window hear them.
  interface GlobalEventHandlersEventMap {
    'totp-change': TotpChangeEvent;
  }
}
