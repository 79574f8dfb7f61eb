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

import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { Listeners } from './names.ts';

/** React 19 sets what is a property of the element, and listens to `on` with the name of an event. */
type JsxElement<Element, Own, Events> = Own &
  Listeners<Events, 'on'> &
  Omit<DetailedHTMLProps<HTMLAttributes<Element>, Element>, keyof Own>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'totp-authenticators': JsxElement<
        TotpAuthenticatorsElement,
        TotpAuthenticatorsProperties & TotpAuthenticatorsAttributes,
        TotpAuthenticatorsEvents
      >;
      'totp-flow': JsxElement<
        TotpFlowElement,
        TotpFlowProperties & TotpFlowAttributes,
        TotpFlowEvents
      >;
      'totp-key': JsxElement<TotpKeyElement, TotpKeyProperties & object, TotpKeyEvents>;
      'totp-provision-link': JsxElement<
        TotpProvisionLinkElement,
        TotpProvisionLinkProperties & object,
        TotpProvisionLinkEvents
      >;
      'totp-qr': JsxElement<TotpQrElement, TotpQrProperties & TotpQrAttributes, TotpQrEvents>;
      'totp-recovery-codes': JsxElement<
        TotpRecoveryCodesElement,
        TotpRecoveryCodesProperties & TotpRecoveryCodesAttributes,
        TotpRecoveryCodesEvents
      >;
      'totp-setup': JsxElement<
        TotpSetupElement,
        TotpSetupProperties & TotpSetupAttributes,
        TotpSetupEvents
      >;
      'totp-users': JsxElement<TotpUsersElement, TotpUsersProperties & object, TotpUsersEvents>;
      'totp-verify': JsxElement<
        TotpVerifyElement,
        TotpVerifyProperties & TotpVerifyAttributes,
        TotpVerifyEvents
      >;
    }
  }
}
