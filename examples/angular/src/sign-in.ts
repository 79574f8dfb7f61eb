import { Component, inject, signal } from '@angular/core';
import { TotpVerify } from '@totp-kit/components/angular';
import { Session } from './session';
import { ask } from './site';
import { totpKitServer } from './totp-kit';

/** The password first; then, for who has linked an authenticator app, a code of it. */
@Component({
  selector: 'app-sign-in',
  imports: [TotpVerify],
  template: `
    @if (ticket(); as ticket) {
      <totp-verify
        [server]="server"
        action="sign-in"
        [ticket]="ticket"
        (totpSuccess)="enter('sign-in/proof', { proof: $event.proof })"
      />
    } @else {
      <form #form (submit)="enterBy($event, form)">
        <h1>Sign in</h1>
        <p role="alert">{{ error() }}</p>
        <label>E-mail <input name="email" type="email" autocomplete="username" required /></label>
        <label>
          Password
          <input name="password" type="password" autocomplete="current-password" required />
        </label>
        <button value="sign-in">Sign in</button>
        <button value="sign-up">Create an account</button>
      </form>
    }
  `,
})
export class SignIn {
  readonly server = totpKitServer;
  readonly ticket = signal<string | undefined>(undefined);
  readonly error = signal<string | undefined>(undefined);
  readonly #session = inject(Session);

  enterBy(event: SubmitEvent, form: HTMLFormElement): void {
    event.preventDefault();
    const button = event.submitter as HTMLButtonElement;
    void this.enter(button.value, Object.fromEntries(new FormData(form)));
  }

  async enter(path: string, body: object): Promise<void> {
    const answer = await ask(path, body);
    this.error.set(answer.error);
    this.ticket.set(answer.ticket);
    this.#session.user.set(answer.user);
  }
}
