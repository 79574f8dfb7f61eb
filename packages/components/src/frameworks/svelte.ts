// Written by `npm run build:manifest` from the comments of the elements.

import type { TotpAuthenticatorsElement } from '../totp-authenticators.ts';
import type { TotpFlowElement } from '../totp-flow.ts';
import type { TotpKeyElement } from '../totp-key.ts';
import type { TotpProvisionLinkElement } from '../totp-provision-link.ts';
import type { TotpQrElement } from '../totp-qr.ts';
import type { TotpRecoveryCodesElement } from '../totp-recovery-codes.ts';
import type { TotpSetupElement } from '../totp-setup.ts';
import type { TotpUsersElement } from '../totp-users.ts';
import type { TotpVerifyElement } from '../totp-verify.ts';

import type {
  TotpAuthenticatorsProperties,
  TotpAuthenticatorsAttributes,
  TotpAuthenticatorsEvents,
  TotpFlowProperties,
  TotpFlowAttributes,
  TotpFlowEvents,
  TotpKeyProperties,
  TotpKeyEvents,
  TotpProvisionLinkProperties,
  TotpProvisionLinkEvents,
  TotpQrProperties,
  TotpQrAttributes,
  TotpQrEvents,
  TotpRecoveryCodesProperties,
  TotpRecoveryCodesAttributes,
  TotpRecoveryCodesEvents,
  TotpSetupProperties,
  TotpSetupAttributes,
  TotpSetupEvents,
  TotpUsersProperties,
  TotpUsersEvents,
  TotpVerifyProperties,
  TotpVerifyAttributes,
  TotpVerifyEvents,
} from './element-types.ts';

import type { HTMLAttributes } from 'svelte/elements';
import type { Listeners } from './names.ts';

/** Svelte sets what is a property of the element, and listens to `on` with the name of an event. */
type SvelteElement<Element extends EventTarget, Own, Events> = Own &
  Listeners<Events, 'on' | 'on:'> &
  Omit<HTMLAttributes<Element>, keyof Own>;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'totp-authenticators': SvelteElement<
      TotpAuthenticatorsElement,
      TotpAuthenticatorsProperties & TotpAuthenticatorsAttributes,
      TotpAuthenticatorsEvents
    >;
    'totp-flow': SvelteElement<
      TotpFlowElement,
      TotpFlowProperties & TotpFlowAttributes,
      TotpFlowEvents
    >;
    'totp-key': SvelteElement<TotpKeyElement, TotpKeyProperties & object, TotpKeyEvents>;
    'totp-provision-link': SvelteElement<
      TotpProvisionLinkElement,
      TotpProvisionLinkProperties & object,
      TotpProvisionLinkEvents
    >;
    'totp-qr': SvelteElement<TotpQrElement, TotpQrProperties & TotpQrAttributes, TotpQrEvents>;
    'totp-recovery-codes': SvelteElement<
      TotpRecoveryCodesElement,
      TotpRecoveryCodesProperties & TotpRecoveryCodesAttributes,
      TotpRecoveryCodesEvents
    >;
    'totp-setup': SvelteElement<
      TotpSetupElement,
      TotpSetupProperties & TotpSetupAttributes,
      TotpSetupEvents
    >;
    'totp-users': SvelteElement<TotpUsersElement, TotpUsersProperties & object, TotpUsersEvents>;
    'totp-verify': SvelteElement<
      TotpVerifyElement,
      TotpVerifyProperties & TotpVerifyAttributes,
      TotpVerifyEvents
    >;
  }
}
