import { Component, inject } from '@angular/core';
import { Account } from './account';
import { Session } from './session';
import { SignIn } from './sign-in';

@Component({
  selector: 'app-root',
  imports: [Account, SignIn],
  template: `
    @if (session.user(); as user) {
      <app-account [user]="user" />
    } @else {
      <app-sign-in />
    }
  `,
})
export class App {
  readonly session = inject(Session);
}
