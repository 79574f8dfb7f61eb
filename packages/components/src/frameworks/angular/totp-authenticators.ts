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
import '../../totp-authenticators.ts';
import type { TotpAuthenticatorsElement, TotpChangeEvent } from '../../totp-authenticators.ts';
import type {
  TotpReadyEvent,
  TotpStepEvent,
  TotpSuccessEvent,
  TotpErrorEvent,
} from '../../index.ts';

/** `<totp-authenticators>` for Angular's templates. Looks after a person's own authenticators. */
@Directive({ selector: 'totp-authenticators' })
export class TotpAuthenticators {
  readonly #element: TotpAuthenticatorsElement =
    inject<ElementRef<TotpAuthenticatorsElement>>(ElementRef).nativeElement;

  /** The first screen that a person can act on is shown. */
  @Output() readonly totpReady: EventEmitter<TotpReadyEvent> = new EventEmitter<TotpReadyEvent>();

  @HostListener('totp-ready', ['$event'])
  protected onTotpReady(event: TotpReadyEvent): void {
    this.totpReady.emit(event);
  }

  /** The screen is at another step: `loading`, `list`, `renaming`, `removing`, `adding`, `replacing`, `renewing`, `recovery-codes`, `ending-session`, `forgetting`, `working`, `step-up`, `failed`, `ended`, and those of `<totp-setup>` and `<totp-verify>`. */
  @Output() readonly totpStep: EventEmitter<TotpStepEvent> = new EventEmitter<TotpStepEvent>();

  @HostListener('totp-step', ['$event'])
  protected onTotpStep(event: TotpStepEvent): void {
    this.totpStep.emit(event);
  }

  /** A new authenticator is confirmed; carries the user. */
  @Output() readonly totpSuccess: EventEmitter<TotpSuccessEvent> =
    new EventEmitter<TotpSuccessEvent>();

  @HostListener('totp-success', ['$event'])
  protected onTotpSuccess(event: TotpSuccessEvent): void {
    this.totpSuccess.emit(event);
  }

  /** Something has changed; says what. */
  @Output() readonly totpChange: EventEmitter<TotpChangeEvent> =
    new EventEmitter<TotpChangeEvent>();

  @HostListener('totp-change', ['$event'])
  protected onTotpChange(event: TotpChangeEvent): void {
    this.totpChange.emit(event);
  }

  /** Something went wrong; cancel it to keep the element's message away. */
  @Output() readonly totpError: EventEmitter<TotpErrorEvent> = new EventEmitter<TotpErrorEvent>();

  @HostListener('totp-error', ['$event'])
  protected onTotpError(event: TotpErrorEvent): void {
    this.totpError.emit(event);
  }

  /** A name for the authenticator, such as the phone it is on. */
  @Input()
  set label(value: TotpAuthenticatorsElement['label']) {
    this.#element.label = value;
  }

  /** A ticket that the site's backend asked for. It says whom this is for; given as an attribute, it is read and removed. */
  @Input()
  set ticket(value: TotpAuthenticatorsElement['ticket']) {
    this.#element.ticket = value;
  }

  /** The URL of the server; the one that the script came from unless given. */
  @Input()
  set server(value: TotpAuthenticatorsElement['server']) {
    this.#element.server = value;
  }

  /** Where the session is kept on pages that are not of the server's own origin: `memory`, `session` or `local`. */
  @Input()
  set storage(value: TotpAuthenticatorsElement['storage']) {
    this.#element.storage = value;
  }

  /** Who deals with errors: the element (`automatic`), the page (`custom`), or nobody (`ignore`). */
  @Input()
  set errors(value: TotpAuthenticatorsElement['errors']) {
    this.#element.errors = value;
  }

  /** Whom to ask instead of a server over HTTP. */
  @Input()
  set client(value: TotpAuthenticatorsElement['client']) {
    this.#element.client = value;
  }

  /** The login ID, where the page knows it; it is not asked for then. */
  @Input()
  set loginId(value: TotpAuthenticatorsElement['loginId']) {
    this.#element.loginId = value;
  }
}
