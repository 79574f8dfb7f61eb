// Written by `npm run build:manifest` from the comments of the elements.

import {
  Directive,
  ElementRef,
  EventEmitter,
  HostListener,
  Input,
  Output,
  booleanAttribute,
  inject,
} from '@angular/core';
import '../../totp-verify.ts';
import type { TotpVerifyElement } from '../../totp-verify.ts';
import type {
  TotpReadyEvent,
  TotpStepEvent,
  TotpSuccessEvent,
  TotpErrorEvent,
} from '../../index.ts';

/** `<totp-verify>` for Angular's templates. Signs people in by the code of their authenticator app. */
@Directive({ selector: 'totp-verify' })
export class TotpVerify {
  readonly #element: TotpVerifyElement =
    inject<ElementRef<TotpVerifyElement>>(ElementRef).nativeElement;

  /** The screen is shown. */
  @Output() readonly totpReady: EventEmitter<TotpReadyEvent> = new EventEmitter<TotpReadyEvent>();

  @HostListener('totp-ready', ['$event'])
  protected onTotpReady(event: TotpReadyEvent): void {
    this.totpReady.emit(event);
  }

  /** The screen is at another step: `enter`, `verifying`, `failed`, `done`. */
  @Output() readonly totpStep: EventEmitter<TotpStepEvent> = new EventEmitter<TotpStepEvent>();

  @HostListener('totp-step', ['$event'])
  protected onTotpStep(event: TotpStepEvent): void {
    this.totpStep.emit(event);
  }

  /** The person is signed in, or confirmed; carries user and session or, with a ticket, proof. */
  @Output() readonly totpSuccess: EventEmitter<TotpSuccessEvent> =
    new EventEmitter<TotpSuccessEvent>();

  @HostListener('totp-success', ['$event'])
  protected onTotpSuccess(event: TotpSuccessEvent): void {
    this.totpSuccess.emit(event);
  }

  /** Something went wrong; cancel it to keep the element's message away. */
  @Output() readonly totpError: EventEmitter<TotpErrorEvent> = new EventEmitter<TotpErrorEvent>();

  @HostListener('totp-error', ['$event'])
  protected onTotpError(event: TotpErrorEvent): void {
    this.totpError.emit(event);
  }

  /** `sign-in` begins a session, `step-up` confirms who is signed in; with a ticket, it is only what the screen says. */
  @Input()
  set action(value: TotpVerifyElement['action']) {
    this.#element.action = value;
  }

  /** The last digit sends nothing; the button, or the form, does. */
  @Input({ transform: booleanAttribute })
  set manualSubmit(value: TotpVerifyElement['manualSubmit']) {
    this.#element.manualSubmit = value;
  }

  /** As a field of a form: the name that the code, or the proof, is sent under. */
  @Input()
  set name(value: TotpVerifyElement['name']) {
    this.#element.name = value;
  }

  /** As a field of a form: the form is not sent without a code. */
  @Input({ transform: booleanAttribute })
  set required(value: TotpVerifyElement['required']) {
    this.#element.required = value;
  }

  /** Takes no code. */
  @Input({ transform: booleanAttribute })
  set disabled(value: TotpVerifyElement['disabled']) {
    this.#element.disabled = value;
  }

  /** A ticket that the site's backend asked for. It says whom this is for; given as an attribute, it is read and removed. */
  @Input()
  set ticket(value: TotpVerifyElement['ticket']) {
    this.#element.ticket = value;
  }

  /** The URL of the server; the one that the script came from unless given. */
  @Input()
  set server(value: TotpVerifyElement['server']) {
    this.#element.server = value;
  }

  /** Where the session is kept on pages that are not of the server's own origin: `memory`, `session` or `local`. */
  @Input()
  set storage(value: TotpVerifyElement['storage']) {
    this.#element.storage = value;
  }

  /** Who deals with errors: the element (`automatic`), the page (`custom`), or nobody (`ignore`). */
  @Input()
  set errors(value: TotpVerifyElement['errors']) {
    this.#element.errors = value;
  }

  /** Whom to ask instead of a server over HTTP. */
  @Input()
  set client(value: TotpVerifyElement['client']) {
    this.#element.client = value;
  }

  /** The login ID, where the page knows it; it is not asked for then. */
  @Input()
  set loginId(value: TotpVerifyElement['loginId']) {
    this.#element.loginId = value;
  }
}
