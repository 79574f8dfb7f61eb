// Written by `npm run build:manifest` from the comments of the elements.

import type { TotpAuthenticatorsElement, TotpChangeEvent } from '../totp-authenticators.ts';
import type { TotpFlowElement } from '../totp-flow.ts';
import type { TotpProvisionLinkElement } from '../totp-provision-link.ts';
import type { TotpQrElement } from '../totp-qr.ts';
import type { TotpRecoveryCodesElement, TotpSavedEvent } from '../totp-recovery-codes.ts';
import type { TotpSetupElement } from '../totp-setup.ts';
import type {
  TotpUsersElement,
  TotpSignInNeededEvent,
  TotpUsersChangedEvent,
} from '../totp-users.ts';
import type { TotpVerifyElement } from '../totp-verify.ts';
import type { TotpReadyEvent, TotpStepEvent, TotpSuccessEvent, TotpErrorEvent } from '../index.ts';

/** What a page sets on `<totp-authenticators>`. */
export interface TotpAuthenticatorsProperties {
  /** A name for the authenticator, such as the phone it is on. */
  label?: TotpAuthenticatorsElement['label'] | undefined;
  /** A ticket that the site's backend asked for. It says whom this is for; given as an attribute, it is read and removed. */
  ticket?: TotpAuthenticatorsElement['ticket'] | undefined;
  /** The URL of the server; the one that the script came from unless given. */
  server?: TotpAuthenticatorsElement['server'] | undefined;
  /** Where the session is kept on pages that are not of the server's own origin: `memory`, `session` or `local`. */
  storage?: TotpAuthenticatorsElement['storage'] | undefined;
  /** Who deals with errors: the element (`automatic`), the page (`custom`), or nobody (`ignore`). */
  errors?: TotpAuthenticatorsElement['errors'] | undefined;
  /** Whom to ask instead of a server over HTTP. */
  client?: TotpAuthenticatorsElement['client'] | undefined;
  /** The login ID, where the page knows it; it is not asked for then. */
  loginId?: TotpAuthenticatorsElement['loginId'] | undefined;
}

/** Attributes of `<totp-authenticators>` by names of their own. */
export interface TotpAuthenticatorsAttributes {
  /** The login ID, where the page knows it; it is not asked for then. */
  'login-id'?: TotpAuthenticatorsElement['loginId'] | undefined;
}

/** What `<totp-authenticators>` dispatches. */
export interface TotpAuthenticatorsEvents {
  /** The first screen that a person can act on is shown. */
  'totp-ready': TotpReadyEvent;
  /** The screen is at another step: `loading`, `list`, `renaming`, `removing`, `adding`, `replacing`, `renewing`, `recovery-codes`, `ending-session`, `forgetting`, `working`, `step-up`, `failed`, `ended`, and those of `<totp-setup>` and `<totp-verify>`. */
  'totp-step': TotpStepEvent;
  /** A new authenticator is confirmed; carries the user. */
  'totp-success': TotpSuccessEvent;
  /** Something has changed; says what. */
  'totp-change': TotpChangeEvent;
  /** Something went wrong; cancel it to keep the element's message away. */
  'totp-error': TotpErrorEvent;
}

/** What a page sets on `<totp-flow>`. */
export interface TotpFlowProperties {
  /** What the flow is for: `sign-up`, `sign-in`, `sign-up-or-in` or `update-user`. */
  action?: TotpFlowElement['action'] | undefined;
  /** A name for the authenticator, such as the phone it is on. */
  label?: TotpFlowElement['label'] | undefined;
  /** A ticket that the site's backend asked for. It says whom this is for; given as an attribute, it is read and removed. */
  ticket?: TotpFlowElement['ticket'] | undefined;
  /** The URL of the server; the one that the script came from unless given. */
  server?: TotpFlowElement['server'] | undefined;
  /** Where the session is kept on pages that are not of the server's own origin: `memory`, `session` or `local`. */
  storage?: TotpFlowElement['storage'] | undefined;
  /** Who deals with errors: the element (`automatic`), the page (`custom`), or nobody (`ignore`). */
  errors?: TotpFlowElement['errors'] | undefined;
  /** Whom to ask instead of a server over HTTP. */
  client?: TotpFlowElement['client'] | undefined;
  /** The login ID, where the page knows it; it is not asked for then. */
  loginId?: TotpFlowElement['loginId'] | undefined;
}

/** Attributes of `<totp-flow>` by names of their own. */
export interface TotpFlowAttributes {
  /** The login ID, where the page knows it; it is not asked for then. */
  'login-id'?: TotpFlowElement['loginId'] | undefined;
}

/** What `<totp-flow>` dispatches. */
export interface TotpFlowEvents {
  /** The first screen that a person can act on is shown. */
  'totp-ready': TotpReadyEvent;
  /** The screen is at another step: those of `<totp-setup>` and `<totp-verify>`, and `loading`, `choose`, `looking`, `sign-in`, `sign-up`, `step-up`, `update-user`. */
  'totp-step': TotpStepEvent;
  /** The flow is through; carries user and, after signing up or in, session. */
  'totp-success': TotpSuccessEvent;
  /** Something went wrong; cancel it to keep the element's message away. */
  'totp-error': TotpErrorEvent;
}

/** What a page sets on `<totp-key>`. */
export type TotpKeyProperties = object;

/** What `<totp-key>` dispatches. */
export type TotpKeyEvents = object;

/** What a page sets on `<totp-provision-link>`. */
export interface TotpProvisionLinkProperties {
  /** `button` for the one next thing, `text` for a way beside it. */
  appearance?: TotpProvisionLinkElement['appearance'] | undefined;
}

/** What `<totp-provision-link>` dispatches. */
export type TotpProvisionLinkEvents = object;

/** What a page sets on `<totp-qr>`. */
export interface TotpQrProperties {
  /** Width and height of the plate in CSS pixels; without it, the theme's. */
  size?: TotpQrElement['size'] | undefined;
  /** How much of the code may be covered or scratched. */
  errorCorrection?: TotpQrElement['errorCorrection'] | undefined;
  /** The shape of the modules; without it, the theme's. */
  moduleShape?: TotpQrElement['moduleShape'] | undefined;
}

/** Attributes of `<totp-qr>` by names of their own. */
export interface TotpQrAttributes {
  /** How much of the code may be covered or scratched. */
  'error-correction'?: TotpQrElement['errorCorrection'] | undefined;
  /** The shape of the modules; without it, the theme's. */
  'module-shape'?: TotpQrElement['moduleShape'] | undefined;
}

/** What `<totp-qr>` dispatches. */
export type TotpQrEvents = object;

/** What a page sets on `<totp-recovery-codes>`. */
export interface TotpRecoveryCodesProperties {
  /** The codes, where they don't come from a `<totp-setup>` around the element. */
  codes?: TotpRecoveryCodesElement['codes'] | undefined;
  /** Whose they are, for the printed or downloaded sheet. */
  loginId?: TotpRecoveryCodesElement['loginId'] | undefined;
}

/** Attributes of `<totp-recovery-codes>` by names of their own. */
export interface TotpRecoveryCodesAttributes {
  /** Whose they are, for the printed or downloaded sheet. */
  'login-id'?: TotpRecoveryCodesElement['loginId'] | undefined;
}

/** What `<totp-recovery-codes>` dispatches. */
export interface TotpRecoveryCodesEvents {
  /** The person says that they have saved the codes. */
  'totp-saved': TotpSavedEvent;
}

/** What a page sets on `<totp-setup>`. */
export interface TotpSetupProperties {
  /** `sign-up` makes a user, by a ticket where sign-up is not open; `update-user` links an authenticator to the user of a ticket. */
  action?: TotpSetupElement['action'] | undefined;
  /** A name for the authenticator, such as the phone it is on. */
  label?: TotpSetupElement['label'] | undefined;
  /** A ticket that the site's backend asked for. It says whom this is for; given as an attribute, it is read and removed. */
  ticket?: TotpSetupElement['ticket'] | undefined;
  /** The URL of the server; the one that the script came from unless given. */
  server?: TotpSetupElement['server'] | undefined;
  /** Where the session is kept on pages that are not of the server's own origin: `memory`, `session` or `local`. */
  storage?: TotpSetupElement['storage'] | undefined;
  /** Who deals with errors: the element (`automatic`), the page (`custom`), or nobody (`ignore`). */
  errors?: TotpSetupElement['errors'] | undefined;
  /** Whom to ask instead of a server over HTTP. */
  client?: TotpSetupElement['client'] | undefined;
  /** The login ID, where the page knows it; it is not asked for then. */
  loginId?: TotpSetupElement['loginId'] | undefined;
}

/** Attributes of `<totp-setup>` by names of their own. */
export interface TotpSetupAttributes {
  /** The login ID, where the page knows it; it is not asked for then. */
  'login-id'?: TotpSetupElement['loginId'] | undefined;
}

/** What `<totp-setup>` dispatches. */
export interface TotpSetupEvents {
  /** The first screen that a person can act on is shown. */
  'totp-ready': TotpReadyEvent;
  /** The screen is at another step: `idle`, `identify`, `starting`, `enroll`, `confirming`, `recovery-codes`, `expired`, `failed`, `done`. */
  'totp-step': TotpStepEvent;
  /** The authenticator is confirmed; carries user and, after a sign-up, session. */
  'totp-success': TotpSuccessEvent;
  /** Something went wrong; cancel it to keep the element's message away. */
  'totp-error': TotpErrorEvent;
}

/** What a page sets on `<totp-users>`. */
export interface TotpUsersProperties {
  /** What the API is below: `/console`, or a path of the site's own backend. Other origins are refused. */
  server?: TotpUsersElement['server'] | undefined;
  /** Whom to ask instead of a server over HTTP. */
  client?: TotpUsersElement['client'] | undefined;
  /** Whom the administrator confirms who they are to, instead of the same server over HTTP. */
  verifyClient?: TotpUsersElement['verifyClient'] | undefined;
  /** What the administrator may do. Unless given, the console says so; without a console, everything is offered. */
  permissions?: TotpUsersElement['permissions'] | undefined;
}

/** What `<totp-users>` dispatches. */
export interface TotpUsersEvents {
  /** Something was done to users; carries what and to whom. */
  'totp-users-changed': TotpUsersChangedEvent;
  /** Nobody is signed in, or not any more. */
  'totp-sign-in-needed': TotpSignInNeededEvent;
}

/** What a page sets on `<totp-verify>`. */
export interface TotpVerifyProperties {
  /** `sign-in` begins a session, `step-up` confirms who is signed in; with a ticket, it is only what the screen says. */
  action?: TotpVerifyElement['action'] | undefined;
  /** The last digit sends nothing; the button, or the form, does. */
  manualSubmit?: TotpVerifyElement['manualSubmit'] | undefined;
  /** As a field of a form: the name that the code, or the proof, is sent under. */
  name?: TotpVerifyElement['name'] | undefined;
  /** As a field of a form: the form is not sent without a code. */
  required?: TotpVerifyElement['required'] | undefined;
  /** Takes no code. */
  disabled?: TotpVerifyElement['disabled'] | undefined;
  /** A ticket that the site's backend asked for. It says whom this is for; given as an attribute, it is read and removed. */
  ticket?: TotpVerifyElement['ticket'] | undefined;
  /** The URL of the server; the one that the script came from unless given. */
  server?: TotpVerifyElement['server'] | undefined;
  /** Where the session is kept on pages that are not of the server's own origin: `memory`, `session` or `local`. */
  storage?: TotpVerifyElement['storage'] | undefined;
  /** Who deals with errors: the element (`automatic`), the page (`custom`), or nobody (`ignore`). */
  errors?: TotpVerifyElement['errors'] | undefined;
  /** Whom to ask instead of a server over HTTP. */
  client?: TotpVerifyElement['client'] | undefined;
  /** The login ID, where the page knows it; it is not asked for then. */
  loginId?: TotpVerifyElement['loginId'] | undefined;
}

/** Attributes of `<totp-verify>` by names of their own. */
export interface TotpVerifyAttributes {
  /** The last digit sends nothing; the button, or the form, does. */
  'manual-submit'?: TotpVerifyElement['manualSubmit'] | undefined;
  /** The login ID, where the page knows it; it is not asked for then. */
  'login-id'?: TotpVerifyElement['loginId'] | undefined;
}

/** What `<totp-verify>` dispatches. */
export interface TotpVerifyEvents {
  /** The screen is shown. */
  'totp-ready': TotpReadyEvent;
  /** The screen is at another step: `enter`, `verifying`, `failed`, `done`. */
  'totp-step': TotpStepEvent;
  /** The person is signed in, or confirmed; carries user and session or, with a ticket, proof. */
  'totp-success': TotpSuccessEvent;
  /** Something went wrong; cancel it to keep the element's message away. */
  'totp-error': TotpErrorEvent;
}
