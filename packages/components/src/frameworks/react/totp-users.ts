'use client';
// Written by `npm run build:manifest` from the comments of the elements.

import '../../totp-users.ts';
import type { TotpUsersElement } from '../../totp-users.ts';
import type { TotpUsersEvents, TotpUsersProperties } from '../element-types.ts';
import {
  createElementComponent,
  type ElementComponent,
  type ElementProps,
} from './element-component.ts';

/** What `<TotpUsers>` is given. */
export type TotpUsersProps = ElementProps<TotpUsersElement, TotpUsersProperties, TotpUsersEvents>;

/** `<totp-users>` for React 18 and 19. The table of users of an administration. */
export const TotpUsers: ElementComponent<TotpUsersElement, TotpUsersProperties, TotpUsersEvents> =
  createElementComponent({
    tag: 'totp-users',
    properties: {
      server: '/console',
      client: undefined,
      verifyClient: undefined,
      permissions: undefined,
    },
    attributes: { server: 'server' },
    events: { onTotpUsersChanged: 'totp-users-changed', onTotpSignInNeeded: 'totp-sign-in-needed' },
  });
