'use client';
// Written by `npm run build:manifest` from the comments of the elements.

import '../../totp-provision-link.ts';
import type { TotpProvisionLinkElement } from '../../totp-provision-link.ts';
import type { TotpProvisionLinkEvents, TotpProvisionLinkProperties } from '../element-types.ts';
import {
  createElementComponent,
  type ElementComponent,
  type ElementProps,
} from './element-component.ts';

/** What `<TotpProvisionLink>` is given. */
export type TotpProvisionLinkProps = ElementProps<
  TotpProvisionLinkElement,
  TotpProvisionLinkProperties,
  TotpProvisionLinkEvents
>;

/** `<totp-provision-link>` for React 18 and 19. Opens the authenticator app of this device. */
export const TotpProvisionLink: ElementComponent<
  TotpProvisionLinkElement,
  TotpProvisionLinkProperties,
  TotpProvisionLinkEvents
> = createElementComponent({
  tag: 'totp-provision-link',
  properties: { appearance: 'button' },
  attributes: { appearance: 'appearance' },
  events: {},
});
