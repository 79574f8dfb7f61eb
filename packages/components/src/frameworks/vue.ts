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
  TotpAuthenticatorsEvents,
  TotpFlowProperties,
  TotpFlowEvents,
  TotpKeyProperties,
  TotpKeyEvents,
  TotpProvisionLinkProperties,
  TotpProvisionLinkEvents,
  TotpQrProperties,
  TotpQrEvents,
  TotpRecoveryCodesProperties,
  TotpRecoveryCodesEvents,
  TotpSetupProperties,
  TotpSetupEvents,
  TotpUsersProperties,
  TotpUsersEvents,
  TotpVerifyProperties,
  TotpVerifyEvents,
} from './element-types.ts';

import type { HTMLAttributes, PublicProps } from 'vue';
import type { CamelListeners } from './names.ts';

/** What Vue's tools ask of a component: the properties of its tag in a template, and its events. */
type VueElement<Element extends HTMLElement, Properties, Events> = new () => Element & {
  $props: Properties &
    CamelListeners<Events> &
    PublicProps &
    Omit<HTMLAttributes, keyof Properties>;
  $emit: (name: keyof Events, event: Events[keyof Events]) => void;
};

declare module 'vue' {
  interface GlobalComponents {
    'totp-authenticators': VueElement<
      TotpAuthenticatorsElement,
      TotpAuthenticatorsProperties,
      TotpAuthenticatorsEvents
    >;
    'totp-flow': VueElement<TotpFlowElement, TotpFlowProperties, TotpFlowEvents>;
    'totp-key': VueElement<TotpKeyElement, TotpKeyProperties, TotpKeyEvents>;
    'totp-provision-link': VueElement<
      TotpProvisionLinkElement,
      TotpProvisionLinkProperties,
      TotpProvisionLinkEvents
    >;
    'totp-qr': VueElement<TotpQrElement, TotpQrProperties, TotpQrEvents>;
    'totp-recovery-codes': VueElement<
      TotpRecoveryCodesElement,
      TotpRecoveryCodesProperties,
      TotpRecoveryCodesEvents
    >;
    'totp-setup': VueElement<TotpSetupElement, TotpSetupProperties, TotpSetupEvents>;
    'totp-users': VueElement<TotpUsersElement, TotpUsersProperties, TotpUsersEvents>;
    'totp-verify': VueElement<TotpVerifyElement, TotpVerifyProperties, TotpVerifyEvents>;
  }
}
