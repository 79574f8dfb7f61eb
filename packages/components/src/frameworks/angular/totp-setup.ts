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
import '../../totp-setup.ts';
import type { TotpSetupElement } from '../../totp-setup.ts';
import type {
  TotpReadyEvent,
  TotpStepEvent,
  TotpSuccessEvent,
  TotpErrorEvent,
} from '../../index.ts';

/** `<totp-setup>` for Angular's templates. Signs people up with an authenticator app, or links one to an existing user. */
@Directive({ selector: 'totp-setup' })
export class TotpSetup {
  readonly #element: TotpSetupElement =
    inject<ElementRef<TotpSetupElement>>(ElementRef).nativeElement;

  /** The first screen that a person can act on is shown. */
  @Output() readonly totpReady: EventEmitter<TotpReadyEvent> = new EventEmitter<TotpReadyEvent>();

  @HostListener('totp-ready', ['$event'])
  protected onTotpReady(event: TotpReadyEvent): void {
    this.totpReady.emit(event);
  }

  /** The screen is at another step: `idle`, `identify`, `starting`, `enroll`, `confirming`, `recovery-codes`, `expired`, `failed`, `done`. */
  @Output() readonly totpStep: EventEmitter<TotpStepEvent> = new EventEmitter<TotpStepEvent>();

  @HostListener('totp-step', ['$event'])
  protected onTotpStep(event: TotpStepEvent): void {
    this.totpStep.emit(event);
  }

  /** The authenticator is confirmed; carries user and, after a sign-up, session. */
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

  /** `sign-up` makes a user, by a ticket where sign-up is not open; `update-user` links an authenticator to the user of a ticket. */
  @Input()
  set action(value: TotpSetupElement['action']) {
    this.#element.action = value;
  }

  /** A name for the authenticator, such as the phone it is on. */
  @Input()
  set label(value: TotpSetupElement['label']) {
    this.#element.label = value;
  }

  /** A ticket that the site's backend asked for. It says whom this is for; given as an attribute, it is read and removed. */
  @Input()
  set ticket(value: TotpSetupElement['ticket']) {
    this.#element.ticket = value;
  }

  /** The URL of the server; the one that the script came from unless given. */
  @Input()
  set server(value: TotpSetupElement['server']) {
    this.#element.server = value;
  }

  /** Where the session is kept on pages that are not of the server's own origin: `memory`, `session` or `local`. */
  @Input()
  set storage(value: TotpSetupElement['storage']) {
    this.#element.storage = value;
  }

  /** Who deals with errors: the element (`automatic`), the page (`custom`), or nobody (`ignore`). */
  @Input()
  set errors(value: TotpSetupElement['errors']) {
    this.#element.errors = value;
  }

  /** Whom to ask instead of a server over HTTP. */
  @Input()
  set client(value: TotpSetupElement['client']) {
    this.#element.client = value;
  }

  /** The login ID, where the page knows it; it is not asked for then. */
  @Input()
  set loginId(value: TotpSetupElement['loginId']) {
    this.#element.loginId = value;
  }
}
