import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../core/clock.ts';
import type { Store } from '../store/store.ts';

/** Why nothing more is done to keys, and what to do about it. What was done stays; the same command goes on. */
export class KeyRefusal extends Error {
  override readonly name = 'KeyRefusal';
  readonly reason: 'refused' | 'not_found';

  constructor(message: string, reason: 'refused' | 'not_found' = 'refused') {
    super(message);
    this.reason = reason;
  }
}

/** Long enough for one batch, short enough to wait for after a command was killed. A late one is prolonged all the same, unless another command came in between. */
const leaseMs = 3000;
const prolongAfterMs = 500;
const longestWaitMs = 15_000;
const lookEveryMs = 250;

/** Sees to it that one command at a time changes keys, on whatever machine it runs. */
export class KeyLease {
  readonly #store: Store;
  readonly #clock: Clock;
  #until: number;

  private constructor(context: LeaseContext, until: number) {
    this.#store = context.store;
    this.#clock = context.clock;
    this.#until = until;
  }

  /** @throws KeyRefusal when another command is at work for longer than one that was killed would be */
  static async take(context: LeaseContext): Promise<KeyLease> {
    const { store, clock } = context;
    const givenUpAt = clock() + longestWaitMs;
    for (;;) {
      const now = clock();
      const until = now + leaseMs;
      if (await store.leaseKeys({ now, until })) return new KeyLease(context, until);
      if (now >= givenUpAt) {
        throw new KeyRefusal(
          'Another command is changing keys. Wait until it has ended, then do this again.',
        );
      }
      await pause(lookEveryMs);
    }
  }

  /** Keeps the lease while long work goes on. @throws KeyRefusal when another command has it */
  async prolong(): Promise<void> {
    const now = this.#clock();
    if (now < this.#until - leaseMs + prolongAfterMs) return;
    const until = now + leaseMs;
    if (!(await this.#store.leaseKeys({ now, until, since: this.#until }))) {
      throw new KeyRefusal(
        'This command stood still for so long that another one may be changing keys. Do it again.',
      );
    }
    this.#until = until;
  }

  async end(): Promise<void> {
    await this.#store.endKeyLease(this.#until);
  }
}

interface LeaseContext {
  readonly store: Store;
  readonly clock: Clock;
}

/** Waits until something is so; false when it is not in time. */
export async function waitUntil(isSo: () => Promise<boolean>, clock: Clock): Promise<boolean> {
  const givenUpAt = clock() + longestWaitMs;
  while (!(await isSo())) {
    if (clock() >= givenUpAt) return false;
    await pause(lookEveryMs);
  }
  return true;
}
