'use client';
// Written by `npm run build:manifest` from the comments of the elements.

import '../../totp-flow.ts';
import type { TotpFlowElement } from '../../totp-flow.ts';
import type { TotpFlowEvents, TotpFlowProperties } from '../element-types.ts';
import {
  createElementComponent,
  type ElementComponent,
  type ElementProps,
} from './element-component.ts';

/** What `<TotpFlow>` is given. */
export type TotpFlowProps = ElementProps<TotpFlowElement, TotpFlowProperties, TotpFlowEvents>;

/** `<totp-flow>` for React 18 and 19. Signs people up or in, or changes what they sign in with. */
export const TotpFlow: ElementComponent<TotpFlowElement, TotpFlowProperties, TotpFlowEvents> =
  createElementComponent({
    tag: 'totp-flow',
    properties: {
      action: 'sign-up-or-in',
      label: undefined,
      ticket: undefined,
      server: undefined,
      storage: 'session',
      errors: 'automatic',
      client: undefined,
      loginId: undefined,
    },
    attributes: {
      action: 'action',
      label: 'label',
      server: 'server',
      storage: 'storage',
      errors: 'errors',
      loginId: 'login-id',
    },
    events: {
      onTotpReady: 'totp-ready',
      onTotpStep: 'totp-step',
      onTotpSuccess: 'totp-success',
      onTotpError: 'totp-error',
    },
  });
