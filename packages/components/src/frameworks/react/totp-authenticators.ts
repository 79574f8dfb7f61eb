'use client';
// Written by `npm run build:manifest` from the comments of the elements.

import '../../totp-authenticators.ts';
import type { TotpAuthenticatorsElement } from '../../totp-authenticators.ts';
import type { TotpAuthenticatorsEvents, TotpAuthenticatorsProperties } from '../element-types.ts';
import {
  createElementComponent,
  type ElementComponent,
  type ElementProps,
} from './element-component.ts';

/** What `<TotpAuthenticators>` is given. */
export type TotpAuthenticatorsProps = ElementProps<
  TotpAuthenticatorsElement,
  TotpAuthenticatorsProperties,
  TotpAuthenticatorsEvents
>;

/** `<totp-authenticators>` for React 18 and 19. Looks after a person's own authenticators. */
export const TotpAuthenticators: ElementComponent<
  TotpAuthenticatorsElement,
  TotpAuthenticatorsProperties,
  TotpAuthenticatorsEvents
> = createElementComponent({
  tag: 'totp-authenticators',
  properties: {
    label: undefined,
    ticket: undefined,
    server: undefined,
    storage: 'session',
    errors: 'automatic',
    client: undefined,
    loginId: undefined,
  },
  attributes: {
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
    onTotpChange: 'totp-change',
    onTotpError: 'totp-error',
  },
});
