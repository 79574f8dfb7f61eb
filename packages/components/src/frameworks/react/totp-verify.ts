'use client';
// Written by `npm run build:manifest` from the comments of the elements.

import '../../totp-verify.ts';
import type { TotpVerifyElement } from '../../totp-verify.ts';
import type { TotpVerifyEvents, TotpVerifyProperties } from '../element-types.ts';
import {
  createElementComponent,
  type ElementComponent,
  type ElementProps,
} from './element-component.ts';

/** What `<TotpVerify>` is given. */
export type TotpVerifyProps = ElementProps<
  TotpVerifyElement,
  TotpVerifyProperties,
  TotpVerifyEvents
>;

/** `<totp-verify>` for React 18 and 19. Signs people in by the code of their authenticator app. */
export const TotpVerify: ElementComponent<
  TotpVerifyElement,
  TotpVerifyProperties,
  TotpVerifyEvents
> = createElementComponent({
  tag: 'totp-verify',
  properties: {
    action: 'sign-in',
    manualSubmit: false,
    name: undefined,
    required: false,
    disabled: false,
    ticket: undefined,
    server: undefined,
    storage: 'session',
    errors: 'automatic',
    client: undefined,
    loginId: undefined,
  },
  attributes: {
    action: 'action',
    manualSubmit: 'manual-submit',
    name: 'name',
    required: 'required',
    disabled: 'disabled',
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
