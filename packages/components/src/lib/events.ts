import type { Session, User } from '@totp-kit/protocol';
import type { TotpError } from '@totp-kit/protocol/errors';
import type { AuthenticatorsStep } from './flow/authenticators-step.ts';
import type { EntryStep } from './flow/entry-flow.ts';
import type { SetupAction, SetupStep } from './flow/setup-flow.ts';
import type { VerifyAction, VerifyStep } from './flow/verify-flow.ts';

/** The name of a step of `<totp-setup>`, `<totp-verify>`, `<totp-flow>` or `<totp-authenticators>`. */
export type StepName =
  SetupStep['name'] | VerifyStep['name'] | EntryStep['name'] | AuthenticatorsStep['name'];

const outward: EventInit = { bubbles: true, composed: true };

/** The element shows something for the first time that a person can act on. */
export class TotpReadyEvent extends Event {
  constructor() {
    super('totp-ready', outward);
  }
}

/** The element has gone to another step. */
export class TotpStepEvent extends Event {
  /** The step it is at now. */
  readonly step: StepName;

  constructor(step: StepName) {
    super('totp-step', outward);
    this.step = step;
  }
}

export interface TotpSuccess {
  /** What the person came for. */
  readonly action: SetupAction | VerifyAction;
  /** Who that is. */
  readonly user: User;
  /** Left out after a ticket that did not make the user. Its tokens are left out on pages of the server's own origin. */
  readonly session?: Session | undefined;
  /** Whether this made the user. */
  readonly firstSeen: boolean;
  /** After a ticket: a signed JWT for the site's backend, which checks it and lets the person go on. Good once, for 2 minutes from the code on: after saving recovery codes it may have expired. */
  readonly proof?: string | undefined;
  /** Where the person goes on, if the backend that asked for the ticket said so. */
  readonly returnUrl?: string | undefined;
}

/** The person is done: signed up, signed in, confirmed, or their authenticator is linked. */
export class TotpSuccessEvent extends Event implements TotpSuccess {
  readonly action: SetupAction | VerifyAction;
  readonly user: User;
  readonly session: Session | undefined;
  readonly firstSeen: boolean;
  readonly proof: string | undefined;
  readonly returnUrl: string | undefined;

  constructor({ action, user, session, firstSeen, proof, returnUrl }: TotpSuccess) {
    super('totp-success', outward);
    this.action = action;
    this.user = user;
    this.session = session;
    this.firstSeen = firstSeen;
    this.proof = proof;
    this.returnUrl = returnUrl;
  }
}

/** Something went wrong. `preventDefault()` keeps the element's own message away. */
export class TotpErrorEvent extends Event {
  /** Its `code` says what it is. */
  readonly error: TotpError;

  constructor(error: TotpError) {
    super('totp-error', { ...outward, cancelable: true });
    this.error = error;
  }
}

declare global {
  // They bubble: elements, the document and the window hear them.
  interface GlobalEventHandlersEventMap {
    'totp-ready': TotpReadyEvent;
    'totp-step': TotpStepEvent;
    'totp-success': TotpSuccessEvent;
    'totp-error': TotpErrorEvent;
  }
}
