import type { Clock } from '../core/clock.ts';
import type { ClockSources } from '../core/reference-clock.ts';
import { SealingHeldError } from '../core/seal.ts';
import { randomId } from '../core/tokens.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { StorageUnavailableError } from '../store/engine.ts';
import type { Pulse } from '../store/heartbeats.ts';
import type { Store } from '../store/store.ts';
import type { ClockWatch } from './clock-watch.ts';
import type { Readiness } from './readiness.ts';

/** So often a server looks whether it is time for a sign of life; while something is wrong it always is. */
const lookEveryMs = 1000;
const beatEveryMs = 5000;

export interface HeartbeatOptions {
  readonly store: Pick<Store, 'beat' | 'forgetServer'>;
  readonly keyring: Pick<Keyring, 'sealsWith' | 'opensWith'>;
  readonly version: string;
  /** The time that the server goes by. */
  readonly clock: Clock;
  readonly sources: ClockSources;
  /** What looks after the clock; none where the server was given one, which is used as it is. */
  readonly clockWatch: ClockWatch | undefined;
  readonly readiness: Readiness;
  /** Whether there is something for `afterBeat` that should not wait; asked every second. */
  readonly hasNews?: () => boolean;
  /** Called one after the other when a sign of life was stored. */
  readonly afterBeat: readonly ((pulse: Pulse) => Promise<void>)[];
  readonly onFault: (error: unknown) => void;
}

export interface Heartbeat {
  /**
   * Takes a fault that a request met. One of the whole database turns readiness off at once; one that others may not
   * meet, such as a lock or a burst, or of keys, makes the next sign of life come soon, which tells.
   */
  readonly noteFault: (fault: StorageUnavailableError | SealingHeldError) => void;
  /** Waits for the sign of life that was begun, and takes the server off the list of those that live. */
  readonly stop: () => Promise<void>;
}

/**
 * Gives signs of life: each shows that storage takes writes, looks at the clock, and tells other servers which keys this
 * one has. The first has succeeded or failed when this resolves. It keeps no process alive.
 */
export async function startHeartbeat(options: HeartbeatOptions): Promise<Heartbeat> {
  const heart = new Heart(options);
  await heart.beat();
  const timer = setInterval(() => {
    heart.beatIfDue();
  }, lookEveryMs);
  timer.unref();
  return {
    noteFault: (fault) => {
      heart.noteFault(fault);
    },
    stop: async () => {
      clearInterval(timer);
      await heart.stop();
    },
  };
}

class Heart {
  readonly #options: HeartbeatOptions;
  readonly #serverId = randomId('server');
  readonly #startedAt: number;
  #beating: Promise<void> | undefined;
  /** The keys that others know this server to have. */
  #toldKeyIds: string | undefined;
  /** By the steady clock. */
  #beatAt = Number.NEGATIVE_INFINITY;
  /** Whether requests met a fault since the last sign of life began. */
  #sawFault = false;
  /** How many faults of the whole database requests have met. */
  #wholeFaults = 0;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#startedAt = options.clock();
  }

  /** The one that seals first. */
  get #keyIds(): string {
    return this.#options.keyring.opensWith.join(' ');
  }

  beatIfDue(): void {
    const { readiness, clockWatch, sources, hasNews } = this.#options;
    const isDue =
      sources.steady() - this.#beatAt >= beatEveryMs ||
      this.#sawFault ||
      readiness.reason !== undefined ||
      clockWatch?.wasSet === true ||
      hasNews?.() === true ||
      this.#keyIds !== this.#toldKeyIds;
    if (isDue) void this.beat();
  }

  noteFault(fault: StorageUnavailableError | SealingHeldError): void {
    this.#sawFault = true;
    if (fault instanceof SealingHeldError || fault.kind === 'locked' || fault.kind === 'slow') {
      return;
    }
    this.#wholeFaults += 1;
    this.#options.readiness.turnOff('storage', fault.message);
  }

  /** One at a time. */
  beat(): Promise<void> {
    this.#beatAt = this.#options.sources.steady();
    this.#beating ??= this.#giveSign()
      .catch(this.#options.onFault)
      .finally(() => {
        this.#beating = undefined;
      });
    return this.#beating;
  }

  async stop(): Promise<void> {
    await this.#beating;
    // Where it cannot be taken off the list, the others see soon that it lives no more.
    await this.#options.store.forgetServer(this.#serverId).catch(() => undefined);
  }

  async #giveSign(): Promise<void> {
    const { clockWatch, readiness, afterBeat } = this.#options;
    const look = clockWatch?.begin();
    this.#sawFault = false;
    const wholeFaults = this.#wholeFaults;
    const keyIds = this.#keyIds;
    let pulse: Pulse;
    try {
      pulse = await this.#store(look?.machineTime);
    } catch (error) {
      readiness.turnOff('storage', error instanceof Error ? error.message : String(error));
      return;
    }
    this.#toldKeyIds = keyIds;
    // What requests met meanwhile may be newer than what this has seen.
    if (this.#wholeFaults === wholeFaults) readiness.turnOn('storage');
    if (look !== undefined) await clockWatch?.end(look, pulse.databaseTime);
    for (const hook of afterBeat) await hook(pulse);
    // Who changes keys waits until the others are told.
    if (this.#keyIds !== keyIds) await this.#giveSign();
  }

  #store(machineTime: number | undefined): Promise<Pulse> {
    const { store, keyring, version, clockWatch, sources } = this.#options;
    return store.beat({
      serverId: this.#serverId,
      version,
      sealsWith: keyring.sealsWith,
      opensWith: keyring.opensWith,
      startedAt: this.#startedAt,
      machineTime: machineTime ?? sources.machine(),
      newestTime: clockWatch?.newestTime,
    });
  }
}
