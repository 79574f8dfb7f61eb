import { Component, inject, input, signal } from '@angular/core';
import { TotpSetup, TotpVerify } from '@totp-kit/components/angular';
import { Session } from './session';
import { ask, type User } from './site';
import { totpKitServer } from './totp-kit';

/** What somebody is at, and the ticket that the backend made for it. */
interface Task {
  readonly name: 'link' | 'transfer';
  readonly ticket: string;
}

@Component({
  selector: 'app-account',
  imports: [TotpSetup, TotpVerify],
  template: `
    <h1>Hello {{ user().email }}</h1>
    <p role="status">{{ status() }}</p>
    <p role="alert">{{ error() }}</p>
    @if (user().isLinked) {
      <button (click)="begin('transfer', { amount: 42 })">Transfer 42</button>
    } @else {
      <button (click)="begin('link', {})">Set up an authenticator app</button>
    }
    <button (click)="signOut()">Sign out</button>

    @if (task(); as task) {
      @if (task.name === 'link') {
        <totp-setup
          [server]="server"
          action="update-user"
          [ticket]="task.ticket"
          (totpSuccess)="finishLink($event.proof)"
        />
      } @else {
        <totp-verify
          [server]="server"
          action="step-up"
          [ticket]="task.ticket"
          (totpSuccess)="finishTransfer($event.proof)"
        />
      }
    }
  `,
})
export class Account {
  readonly user = input.required<User>();
  readonly server = totpKitServer;
  readonly task = signal<Task | undefined>(undefined);
  readonly status = signal('');
  readonly error = signal<string | undefined>(undefined);
  readonly #session = inject(Session);

  async begin(name: Task['name'], body: object): Promise<void> {
    const answer = await ask(name, body);
    this.task.set(answer.ticket ? { name, ticket: answer.ticket } : undefined);
    this.status.set('');
    this.error.set(answer.error);
  }

  async finishLink(proof: string | undefined): Promise<void> {
    const answer = await ask('link/done', { proof });
    this.task.set(undefined);
    this.error.set(answer.error);
    if (answer.error) return;
    this.status.set('Your authenticator app is set up.');
    this.#session.user.set(answer.user);
  }

  async finishTransfer(proof: string | undefined): Promise<void> {
    const answer = await ask('transfer/proof', { proof });
    this.task.set(undefined);
    this.error.set(answer.error);
    if (answer.transferred) this.status.set(`Transferred ${answer.transferred}.`);
  }

  async signOut(): Promise<void> {
    await ask('sign-out', {});
    this.#session.user.set(undefined);
  }
}
