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
import '../../totp-flow.ts';
import type { TotpFlowElement } from '../../totp-flow.ts';
import type {
  TotpReadyEvent,
  TotpStepEvent,
  TotpSuccessEvent,
  TotpErrorEvent,
} from '../../index.ts';

/** `<totp-flow>` for Angular's templates. Signs people up or in, or changes what they sign in with. */
@Directive({ selector: 'totp-flow' })
export class TotpFlow {
  readonly #element: TotpFlowElement =
    inject<ElementRef<TotpFlowElement>>(ElementRef).nativeElement;

  /** The first screen that a person can act on is shown. */
  @Output() readonly totpReady: EventEmitter<TotpReadyEvent> = new EventEmitter<TotpReadyEvent>();

  @HostListener('totp-ready', ['$event'])
  protected onTotpReady(event: TotpReadyEvent): void {
    this.totpReady.emit(event);
  }

  /** The screen is at another step: those of `<totp-setup>` and `<totp-verify>`, and `loading`, `choose`, `looking`, `sign-in`, `sign-up`, `step-up`, `update-user`. */
  @Output() readonly totpStep: EventEmitter<TotpStepEvent> = new EventEmitter<TotpStepEvent>();

  @HostListener('totp-step', ['$event'])
  protected onTotpStep(event: TotpStepEvent): void {
    this.totpStep.emit(event);
  }

  /** The flow is through; carries user and, after signing up or in, session. */
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

  /** What the flow is for: `sign-up`, `sign-in`, `sign-up-or-in` or `update-user`. */
  @Input()
  set action(value: TotpFlowElement['action']) {
    this.#element.action = value;
  }

  /** A name for the authenticator, such as the phone it is on. */
  @Input()
  set label(value: TotpFlowElement['label']) {
    this.#element.label = value;
  }

  /** A ticket that the site's backend asked for. It says whom this is for; given as an attribute, it is read and removed. */
  @Input()
  set ticket(value: TotpFlowElement['ticket']) {
    this.#element.ticket = value;
  }

  /** The URL of the server; the one that the script came from unless given. */
  @Input()
  set server(value: TotpFlowElement['server']) {
    this.#element.server = value;
  }

  /** Where the session is kept on pages that are not of the server's own origin: `memory`, `session` or `local`. */
  @Input()
  set storage(value: TotpFlowElement['storage']) {
    this.#element.storage = value;
  }

  /** Who deals with errors: the element (`automatic`), the page (`custom`), or nobody (`ignore`). */
  @Input()
  set errors(value: TotpFlowElement['errors']) {
    this.#element.errors = value;
  }

  /** Whom to ask instead of a server over HTTP. */
  @Input()
  set client(value: TotpFlowElement['client']) {
    this.#element.client = value;
  }

  /** The login ID, where the page knows it; it is not asked for then. */
  @Input()
  set loginId(value: TotpFlowElement['loginId']) {
    this.#element.loginId = value;
  }
}
