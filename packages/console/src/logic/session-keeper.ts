import type { Clock, ConsoleClient } from '@totp-kit/components/console.js';
import type { ConsoleSession } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';

/** How long before its end a session is said to end. */
export const warningMs = 120_000;
/** Where the server says that a session goes on which has ended by this device's clock, it is asked again so often. */
const doubtMs = 60_000;

/**
 * - `loading`: the server is asked who is signed in.
 * - `signed-out`: nobody is; `ended` when that came without being asked for.
 * - `signed-in`: `endsAt` (milliseconds since the epoch) while the end is near.
 * - `failed`: the server gives no answer, or not to this page.
 */
export type SessionState =
  | { readonly name: 'loading' }
  | { readonly name: 'signed-out'; readonly ended: boolean }
  | { readonly name: 'signed-in'; readonly who: ConsoleSession; readonly endsAt?: number }
  | { readonly name: 'failed'; readonly error: TotpError };

export interface SessionKeeperOptions {
  readonly client: ConsoleClient;
  readonly clock: Clock;
}

/** Knows who is signed in, warns before the session ends, and notices when it has ended. */
export class SessionKeeper {
  readonly #client: ConsoleClient;
  readonly #clock: Clock;
  readonly #listeners = new Set<() => void>();
  #state: SessionState = { name: 'loading' };
  #cancelTimer: () => void = () => {};

  constructor({ client, clock }: SessionKeeperOptions) {
    this.#client = client;
    this.#clock = clock;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Who is signed in, if anybody is. */
  get who(): ConsoleSession | undefined {
    return this.#state.name === 'signed-in' ? this.#state.who : undefined;
  }

  /** Calls back after each change, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Asks who is signed in: at the start, after signing in, and again after a failure. */
  async start(): Promise<void> {
    try {
      const who = await this.#client.session();
      if (who) this.#keep(who);
      else this.#enter({ name: 'signed-out', ended: this.who !== undefined });
    } catch (error) {
      if (!(error instanceof TotpError)) throw error;
      this.#enter({ name: 'failed', error });
    }
  }

  /** Somebody is still there. */
  async stay(): Promise<void> {
    if (this.#state.name !== 'signed-in') return;
    const { who } = this.#state;
    try {
      this.#keep({ ...who, session: await this.#client.continueSession() });
    } catch (error) {
      if (!this.notice(error)) throw error;
    }
  }

  /** Takes an error of any request; true where it says that the session has ended. */
  notice(error: unknown): boolean {
    const hasEnded = error instanceof TotpError && error.code === 'unauthenticated';
    if (hasEnded && this.#state.name === 'signed-in') {
      this.#enter({ name: 'signed-out', ended: true });
    }
    return hasEnded;
  }

  async signOut(options?: { everywhere: boolean }): Promise<void> {
    try {
      await this.#client.signOut(options);
    } catch (error) {
      if (!(error instanceof TotpError) || error.code !== 'unauthenticated') throw error;
    }
    this.#enter({ name: 'signed-out', ended: false });
  }

  #keep(who: ConsoleSession): void {
    this.#enter({ name: 'signed-in', who });
    const leftMs = endOf(who) - this.#clock.now();
    this.#cancelTimer = this.#clock.after(Math.max(0, leftMs - warningMs), () => this.#check());
  }

  /** Other tabs and requests may have moved the end, so that the server is asked before anybody is bothered. */
  async #check(): Promise<void> {
    const before = this.#state;
    if (before.name !== 'signed-in') return;
    const who = await this.#client.session().catch(() => before.who);
    if (this.#state !== before) return;
    if (!who) return this.#enter({ name: 'signed-out', ended: true });

    const endsAt = endOf(who);
    const leftMs = endsAt - this.#clock.now();
    if (leftMs > warningMs) return this.#keep(who);
    // A session that has ended by this device's clock only has not ended: the clock is wrong.
    this.#enter({ name: 'signed-in', who, ...(leftMs > 0 && { endsAt }) });
    this.#cancelTimer = this.#clock.after(leftMs > 0 ? leftMs : doubtMs, () => this.#check());
  }

  #enter(state: SessionState): void {
    this.#cancelTimer();
    this.#cancelTimer = () => {};
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

function endOf({ session }: ConsoleSession): number {
  return Math.min(Date.parse(session.expiresAt), Date.parse(session.refreshExpiresAt));
}
