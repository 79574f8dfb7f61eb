'use client';
// Written by `npm run build:manifest` from the comments of the elements.

import '../../totp-key.ts';
import type { TotpKeyElement } from '../../totp-key.ts';
import type { TotpKeyEvents, TotpKeyProperties } from '../element-types.ts';
import {
  createElementComponent,
  type ElementComponent,
  type ElementProps,
} from './element-component.ts';

/** What `<TotpKey>` is given. */
export type TotpKeyProps = ElementProps<TotpKeyElement, TotpKeyProperties, TotpKeyEvents>;

/** `<totp-key>` for React 18 and 19. The key of an enrollment, to enter by hand. */
export const TotpKey: ElementComponent<TotpKeyElement, TotpKeyProperties, TotpKeyEvents> =
  createElementComponent({
    tag: 'totp-key',
    properties: {},
    attributes: {},
    events: {},
  });
