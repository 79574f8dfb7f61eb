'use client';
// Written by `npm run build:manifest` from the comments of the elements.

import '../../totp-setup.ts';
import type { TotpSetupElement } from '../../totp-setup.ts';
import type { TotpSetupEvents, TotpSetupProperties } from '../element-types.ts';
import {
  createElementComponent,
  type ElementComponent,
  type ElementProps,
} from './element-component.ts';

/** What `<TotpSetup>` is given. */
export type TotpSetupProps = ElementProps<TotpSetupElement, TotpSetupProperties, TotpSetupEvents>;

/** `<totp-setup>` for React 18 and 19. Signs people up with an authenticator app, or links one to an existing user. */
export const TotpSetup: ElementComponent<TotpSetupElement, TotpSetupProperties, TotpSetupEvents> =
  createElementComponent({
    tag: 'totp-setup',
    properties: {
      action: 'sign-up',
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
