'use client';
// Written by `npm run build:manifest` from the comments of the elements.

import '../../totp-recovery-codes.ts';
import type { TotpRecoveryCodesElement } from '../../totp-recovery-codes.ts';
import type { TotpRecoveryCodesEvents, TotpRecoveryCodesProperties } from '../element-types.ts';
import {
  createElementComponent,
  type ElementComponent,
  type ElementProps,
} from './element-component.ts';

/** What `<TotpRecoveryCodes>` is given. */
export type TotpRecoveryCodesProps = ElementProps<
  TotpRecoveryCodesElement,
  TotpRecoveryCodesProperties,
  TotpRecoveryCodesEvents
>;

/** `<totp-recovery-codes>` for React 18 and 19. Recovery codes, to keep. */
export const TotpRecoveryCodes: ElementComponent<
  TotpRecoveryCodesElement,
  TotpRecoveryCodesProperties,
  TotpRecoveryCodesEvents
> = createElementComponent({
  tag: 'totp-recovery-codes',
  properties: { codes: [], loginId: undefined },
  attributes: { loginId: 'login-id' },
  events: { onTotpSaved: 'totp-saved' },
});
