import type { Clock, ConsoleClient } from '@totp-kit/components/console.js';
import type { ConsoleSession } from '@totp-kit/protocol';
import { TotpError } from '@totp-kit/protocol/errors';
import type { TabNews, Tabs } from './session-tabs.ts';

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
  readonly client: Pick<ConsoleClient, 'session' | 'continueSession' | 'signOut'>;
  readonly clock: Clock;
  readonly tabs: Tabs;
}

/**
 * Knows who is signed in, warns before the session ends, and notices when it has ended. It never asks the server by
 * itself: each request puts the end off, and an empty chair is no reason to.
 */
export class SessionKeeper {
  readonly #client: SessionKeeperOptions['client'];
  readonly #clock: Clock;
  readonly #tabs: Tabs;
  readonly #listeners = new Set<() => void>();
  #state: SessionState = { name: 'loading' };
  /** Whose page this is, also after the end of their session. */
  #administratorId: string | undefined;
  /** Of the questions who is signed in, only the last one counts. */
  #starts = 0;
  #idleMs = 0;
  #endsAt = 0;
  #lastsUntil = 0;
  #cancelTimer: () => void = () => {};

  constructor({ client, clock, tabs }: SessionKeeperOptions) {
    this.#client = client;
    this.#clock = clock;
    this.#tabs = tabs;
    tabs.listen((news) => this.#hear(news));
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
    const start = (this.#starts += 1);
    const state = await this.#askWho();
    if (start !== this.#starts) return;
    if (state.name !== 'signed-in') return this.#enter(state);
    this.#keep(state.who);
    this.#tellUse();
  }

  /** The session was used, here: that puts its end off, and is told to the other tabs. */
  use(): void {
    if (this.#state.name !== 'signed-in') return;
    const endsAt = this.#clock.now() + this.#idleMs - notedEveryMs;
    this.#putOff(endsAt);
    this.#tellUse();
  }

  /** Somebody is still there. */
  async stay(): Promise<void> {
    if (this.#state.name !== 'signed-in') return;
    const { who } = this.#state;
    try {
      const session = await this.#client.continueSession();
      if (this.who !== who) return;
      this.#keep({ ...who, session });
      this.#tellUse();
    } catch (error) {
      if (!this.notice(error)) throw error;
    }
  }

  /** Takes an error of any request; true where it says that the session has ended. */
  notice(error: unknown): boolean {
    const hasEnded = error instanceof TotpError && error.code === 'unauthenticated';
    if (hasEnded && this.who) {
      this.#tell('ended');
      this.#end();
    }
    return hasEnded;
  }

  async signOut(options?: { everywhere: boolean }): Promise<void> {
    const administratorId = this.#administratorId;
    try {
      await this.#client.signOut(options);
    } catch (error) {
      if (!(error instanceof TotpError) || error.code !== 'unauthenticated') throw error;
    }
    if (this.#administratorId !== administratorId) return;
    this.#tell('signed-out');
    this.#leave();
  }

  async #askWho(): Promise<SessionState> {
    try {
      const who = await this.#client.session();
      if (who) return { name: 'signed-in', who };
      await this.#expectOwnAddress();
      return { name: 'signed-out', ended: this.#administratorId !== undefined };
    } catch (error) {
      if (!(error instanceof TotpError)) throw error;
      return { name: 'failed', error };
    }
  }

  /** All tabs have one session: what happened to it in another one has happened here. */
  #hear(news: TabNews): void {
    const isOwn = news.administratorId === this.#administratorId;
    if (news.state === 'signed-in') {
      if (isOwn && this.who) return this.#putOff(news.endsAt);
      if (!isOwn) {
        this.#administratorId = undefined;
        this.#enter({ name: 'loading' });
      }
      return void this.start();
    }
    if (!isOwn) return;
    if (news.state === 'signed-out') this.#leave();
    else if (this.who) this.#end();
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
    this.#administratorId = who.user.userId;
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

  /** Nothing of who was here is kept. */
  #leave(): void {
    // Whoever is being asked about was here before.
    this.#starts += 1;
    this.#administratorId = undefined;
    this.#enter({ name: 'signed-out', ended: false });
  }

  #tellUse(): void {
    const { who } = this;
    if (!who) return;
    const administratorId = who.user.userId;
    this.#tabs.tell({ state: 'signed-in', administratorId, endsAt: this.#endsAt });
  }

  #tell(state: 'signed-out' | 'ended'): void {
    const administratorId = this.#administratorId;
    if (administratorId) this.#tabs.tell({ state, administratorId });
  }

  #enter(state: SessionState): void {
    this.#cancelTimer();
    this.#cancelTimer = () => {};
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
