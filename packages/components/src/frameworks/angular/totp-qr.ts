// Written by `npm run build:manifest` from the comments of the elements.

import { Directive, ElementRef, Input, inject } from '@angular/core';
import '../../totp-qr.ts';
import type { TotpQrElement } from '../../totp-qr.ts';

/** `<totp-qr>` for Angular's templates. The QR code of an enrollment, as SVG. */
@Directive({ selector: 'totp-qr' })
export class TotpQr {
  readonly #element: TotpQrElement = inject<ElementRef<TotpQrElement>>(ElementRef).nativeElement;

  /** Width and height of the plate in CSS pixels; without it, the theme's. */
  @Input()
  set size(value: TotpQrElement['size']) {
    this.#element.size = value;
  }

  /** How much of the code may be covered or scratched. */
  @Input()
  set errorCorrection(value: TotpQrElement['errorCorrection']) {
    this.#element.errorCorrection = value;
  }

  /** The shape of the modules; without it, the theme's. */
  @Input()
  set moduleShape(value: TotpQrElement['moduleShape']) {
    this.#element.moduleShape = value;
  }
}
