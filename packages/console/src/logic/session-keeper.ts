import type { Clock, ConsoleClient } from '@totp-kit/components/console.js';
import type { ConsoleSession } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import type { Tabs } from './session-tabs.ts';

/** How long before its end a session is said to end. */
export const warningMs = 120_000;
/** The server notes the use of a session no oftener, so that it may end this much earlier than it seems from here. */
const notedEveryMs = 30_000;
/** Longer than any session: what this device's clock says beyond it says that the clock is wrong. */
const longestIdleMs = 15 * 60_000;
const longestMs = 8 * 3_600_000;

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
  readonly tabs: Tabs;
}

/**
 * Knows who is signed in, warns before the session ends, and notices when it has ended. It never asks the server by
 * itself: each request puts the end off, and an empty chair is no reason to.
 */
export class SessionKeeper {
  readonly #client: ConsoleClient;
  readonly #clock: Clock;
  readonly #tabs: Tabs;
  readonly #listeners = new Set<() => void>();
  #state: SessionState = { name: 'loading' };
  #idleMs = 0;
  #endsAt = 0;
  #lastsUntil = 0;
  #cancelTimer: () => void = () => {};

  constructor({ client, clock, tabs }: SessionKeeperOptions) {
    this.#client = client;
    this.#clock = clock;
    this.#tabs = tabs;
    tabs.listen((endsAt) => this.#putOff(endsAt));
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
      if (who) return this.#keep(who);
      await this.#expectOwnAddress();
      this.#enter({ name: 'signed-out', ended: this.who !== undefined });
    } catch (error) {
      if (!(error instanceof TotpError)) throw error;
      this.#enter({ name: 'failed', error });
    }
  }

  /** The session was used, here: that puts its end off, and is told to the other tabs. */
  use(): void {
    if (this.#state.name !== 'signed-in') return;
    const endsAt = this.#clock.now() + this.#idleMs - notedEveryMs;
    this.#putOff(endsAt);
    this.#tabs.tell(this.#endsAt);
  }

  /** Somebody is still there. */
  async stay(): Promise<void> {
    if (this.#state.name !== 'signed-in') return;
    const { who } = this.#state;
    try {
      this.#keep({ ...who, session: await this.#client.continueSession() });
      this.#tabs.tell(this.#endsAt);
    } catch (error) {
      if (!this.notice(error)) throw error;
    }
  }

  /** Takes an error of any request; true where it says that the session has ended. */
  notice(error: unknown): boolean {
    const hasEnded = error instanceof TotpError && error.code === 'unauthenticated';
    if (hasEnded && this.#state.name === 'signed-in') this.#end();
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

  /**
   * Browsers name their page's origin only where something may change, so that reading works from an address that
   * signing in is refused at. That is said before anybody types a code.
   */
  async #expectOwnAddress(): Promise<void> {
    try {
      await this.#client.continueSession();
    } catch (error) {
      if (!(error instanceof TotpError) || error.code !== 'unauthenticated') throw error;
    }
  }

  #keep(who: ConsoleSession): void {
    const now = this.#clock.now();
    const { expiresAt, refreshExpiresAt } = who.session;
    this.#idleMs = Math.min(Date.parse(expiresAt) - now, longestIdleMs);
    this.#lastsUntil = Math.min(Date.parse(refreshExpiresAt), now + longestMs);
    this.#endsAt = now + this.#idleMs;
    this.#enter({ name: 'signed-in', who });
    this.#plan();
  }

  #putOff(endsAt: number): void {
    const { who } = this;
    if (!who || endsAt <= this.#endsAt) return;
    this.#endsAt = Math.min(endsAt, this.#lastsUntil);
    const isFar = this.#endsAt - this.#clock.now() > warningMs;
    if (isFar && this.#state.name === 'signed-in' && this.#state.endsAt) {
      this.#enter({ name: 'signed-in', who });
    }
    this.#plan();
  }

  /** Waits for the warning or, once that is given, for the end. */
  #plan(): void {
    const { who } = this;
    if (!who) return;
    this.#cancelTimer();
    const leftMs = this.#endsAt - this.#clock.now();
    if (leftMs <= 0) return this.#end();
    if (leftMs > warningMs) {
      this.#cancelTimer = this.#clock.after(leftMs - warningMs, () => this.#plan());
      return;
    }
    this.#enter({ name: 'signed-in', who, endsAt: this.#endsAt });
    this.#cancelTimer = this.#clock.after(leftMs, () => this.#plan());
  }

  #end(): void {
    this.#enter({ name: 'signed-out', ended: true });
  }

  #enter(state: SessionState): void {
    this.#cancelTimer();
    this.#cancelTimer = () => {};
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
