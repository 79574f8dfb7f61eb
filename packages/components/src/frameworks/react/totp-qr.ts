'use client';
// Written by `npm run build:manifest` from the comments of the elements.

import '../../totp-qr.ts';
import type { TotpQrElement } from '../../totp-qr.ts';
import type { TotpQrEvents, TotpQrProperties } from '../element-types.ts';
import {
  createElementComponent,
  type ElementComponent,
  type ElementProps,
} from './element-component.ts';

/** What `<TotpQr>` is given. */
export type TotpQrProps = ElementProps<TotpQrElement, TotpQrProperties, TotpQrEvents>;

/** `<totp-qr>` for React 18 and 19. The QR code of an enrollment, as SVG. */
export const TotpQr: ElementComponent<TotpQrElement, TotpQrProperties, TotpQrEvents> =
  createElementComponent({
    tag: 'totp-qr',
    properties: { size: undefined, errorCorrection: 'M', moduleShape: undefined },
    attributes: { size: 'size', errorCorrection: 'error-correction', moduleShape: 'module-shape' },
    events: {},
  });
