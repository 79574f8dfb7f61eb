// Written by `npm run build:manifest` from the comments of the elements.

import {
  Directive,
  ElementRef,
  EventEmitter,
  HostListener,
  Input,
  Output,
  inject,
} from '@angular/core';
import '../../totp-recovery-codes.ts';
import type { TotpRecoveryCodesElement, TotpSavedEvent } from '../../totp-recovery-codes.ts';

/** `<totp-recovery-codes>` for Angular's templates. Recovery codes, to keep. */
@Directive({ selector: 'totp-recovery-codes' })
export class TotpRecoveryCodes {
  readonly #element: TotpRecoveryCodesElement =
    inject<ElementRef<TotpRecoveryCodesElement>>(ElementRef).nativeElement;

  /** The person says that they have saved the codes. */
  @Output() readonly totpSaved: EventEmitter<TotpSavedEvent> = new EventEmitter<TotpSavedEvent>();

  @HostListener('totp-saved', ['$event'])
  protected onTotpSaved(event: TotpSavedEvent): void {
    this.totpSaved.emit(event);
  }

  /** The codes, where they don't come from a `<totp-setup>` around the element. */
  @Input()
  set codes(value: TotpRecoveryCodesElement['codes']) {
    this.#element.codes = value;
  }

  /** Whose they are, for the printed or downloaded sheet. */
  @Input()
  set loginId(value: TotpRecoveryCodesElement['loginId']) {
    this.#element.loginId = value;
  }
}
