import { Injectable, signal } from '@angular/core';
import { ask, type User } from './site';

/** Who is signed in to the site. */
@Injectable({ providedIn: 'root' })
export class Session {
  readonly user = signal<User | undefined>(undefined);

  async load(): Promise<void> {
    const { user } = await ask('session');
    this.user.set(user);
  }
}
