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
import '../../totp-users.ts';
import type {
  TotpUsersElement,
  TotpSignInNeededEvent,
  TotpUsersChangedEvent,
} from '../../totp-users.ts';

/** `<totp-users>` for Angular's templates. The table of users of an administration. */
@Directive({ selector: 'totp-users' })
export class TotpUsers {
  readonly #element: TotpUsersElement =
    inject<ElementRef<TotpUsersElement>>(ElementRef).nativeElement;

  /** Something was done to users; carries what and to whom. */
  @Output() readonly totpUsersChanged: EventEmitter<TotpUsersChangedEvent> =
    new EventEmitter<TotpUsersChangedEvent>();

  @HostListener('totp-users-changed', ['$event'])
  protected onTotpUsersChanged(event: TotpUsersChangedEvent): void {
    this.totpUsersChanged.emit(event);
  }

  /** Nobody is signed in, or not any more. */
  @Output() readonly totpSignInNeeded: EventEmitter<TotpSignInNeededEvent> =
    new EventEmitter<TotpSignInNeededEvent>();

  @HostListener('totp-sign-in-needed', ['$event'])
  protected onTotpSignInNeeded(event: TotpSignInNeededEvent): void {
    this.totpSignInNeeded.emit(event);
  }

  /** What the API is below: `/console`, or a path of the site's own backend. Other origins are refused. */
  @Input()
  set server(value: TotpUsersElement['server']) {
    this.#element.server = value;
  }

  /** Whom to ask instead of a server over HTTP. */
  @Input()
  set client(value: TotpUsersElement['client']) {
    this.#element.client = value;
  }

  /** Whom the administrator confirms who they are to, instead of the same server over HTTP. */
  @Input()
  set verifyClient(value: TotpUsersElement['verifyClient']) {
    this.#element.verifyClient = value;
  }

  /** What the administrator may do. Unless given, the console says so; without a console, everything is offered. */
  @Input()
  set permissions(value: TotpUsersElement['permissions']) {
    this.#element.permissions = value;
  }
}
