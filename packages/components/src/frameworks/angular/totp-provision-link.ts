// Written by `npm run build:manifest` from the comments of the elements.

import { Directive, ElementRef, Input, inject } from '@angular/core';
import '../../totp-provision-link.ts';
import type { TotpProvisionLinkElement } from '../../totp-provision-link.ts';

/** `<totp-provision-link>` for Angular's templates. Opens the authenticator app of this device. */
@Directive({ selector: 'totp-provision-link' })
export class TotpProvisionLink {
  readonly #element: TotpProvisionLinkElement =
    inject<ElementRef<TotpProvisionLinkElement>>(ElementRef).nativeElement;

  /** `button` for the one next thing, `text` for a way beside it. */
  @Input()
  set appearance(value: TotpProvisionLinkElement['appearance']) {
    this.#element.appearance = value;
  }
}
