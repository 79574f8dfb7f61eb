import { uptime } from 'node:os';
import type { Clock } from '../core/clock.ts';
import {
  clockToleranceMs,
  evenForMs,
  machineOffset,
  ReferenceClock,
  type ClockSources,
} from '../core/reference-clock.ts';
import type { ClockMove } from '../store/heartbeats.ts';
import type { Store } from '../store/store.ts';
import type { Readiness } from './readiness.ts';

/** The machine's clocks. */
export const machineClocks: ClockSources = {
  steady: () => performance.now(),
  machine: Date.now,
  uptime: () => uptime() * 1000,
};

/** Whose clock the database goes by. */
export type ClockOwner = 'PostgreSQL' | 'this machine';

/** A look at the database's clock that has begun. */
export interface ClockLook {
  readonly askedAt: number;
  readonly machineTime: number;
}

export interface ClockWatchOptions {
  readonly store: Pick<Store, 'recordClockMove'>;
  readonly sources: ClockSources;
  readonly reference: ReferenceClock;
  readonly owner: ClockOwner;
  readonly readiness: Readiness;
}

/** The time that a server goes by, and what looks after it. */
export interface KeptTime {
  readonly clock: Clock;
  /** None where the server was given a clock, which is used as it is. */
  readonly watch: ClockWatch | undefined;
  /** Whether what has expired by this time may be deleted. */
  readonly isSettled: () => boolean;
}

/** @throws StorageUnavailableError */
export async function keepTime(
  given: Clock | undefined,
  options: Omit<ClockWatchOptions, 'reference'> & { readonly store: Pick<Store, 'readTimes'> },
): Promise<KeptTime> {
  if (given !== undefined) return { clock: given, watch: undefined, isSettled: () => true };
  const reference = await startReferenceClock(options.store, options.sources);
  return {
    clock: reference.read,
    watch: new ClockWatch({ ...options, reference }),
    isSettled: () => reference.isSettled,
  };
}

/**
 * The database's time for a while, for what runs shortly.
 * @param warn takes a sentence where it is behind what servers have gone by
 * @throws StorageUnavailableError
 */
export async function readClock(
  {
    store,
    sources = machineClocks,
  }: { readonly store: Pick<Store, 'readTimes'>; readonly sources?: ClockSources },
  warn: (sentence: string) => void,
): Promise<Clock> {
  const look = beginLook(sources);
  const { databaseTime, newestTime } = await store.readTimes();
  const sample = endLook(look, databaseTime, sources);
  const behindMs = (newestTime ?? 0) - databaseTime;
  if (behindMs > clockToleranceMs) {
    warn(
      `The clock is ${inWords(-behindMs)} of the newest time in the database. Run NTP on the machine of the database (with SQLite, this one).`,
    );
  }
  return new ReferenceClock(sources.steady, sample, undefined).read;
}

/** Makes the time that a server goes by out of the database's. @throws StorageUnavailableError */
export async function startReferenceClock(
  store: Pick<Store, 'readTimes'>,
  sources: ClockSources,
): Promise<ReferenceClock> {
  const look = beginLook(sources);
  const { databaseTime, newestTime } = await store.readTimes();
  const sample = endLook(look, databaseTime, sources);
  return new ReferenceClock(sources.steady, sample, newestTime ?? undefined);
}

/** Looks after the time that a server goes by: judges what the database says, and says what is wrong. */
export class ClockWatch {
  readonly #options: ClockWatchOptions;
  /** The machine's time when the steady clock was 0, as of the last look. */
  #machineBase: number;
  /** A move that is followed, but not recorded yet. */
  #move: ClockMove | undefined;

  constructor(options: ClockWatchOptions) {
    const { machine, steady } = options.sources;
    this.#options = options;
    this.#machineBase = machine() - steady();
  }

  /** The time that others may go by; undefined while it is in doubt. */
  get newestTime(): number | undefined {
    const { reference } = this.#options;
    return reference.isInDoubt ? undefined : reference.read();
  }

  /** Whether the machine's clock was set since the last look. It costs no query. */
  get wasSet(): boolean {
    const { machine, steady } = this.#options.sources;
    return Math.abs(machine() - steady() - this.#machineBase) > clockToleranceMs;
  }

  begin(): ClockLook {
    const look = beginLook(this.#options.sources);
    this.#machineBase = look.machineTime - look.askedAt;
    return look;
  }

  /** @throws StorageUnavailableError where a move of the clock could not be recorded; the next look tries again */
  async end(look: ClockLook, databaseTime: number): Promise<void> {
    const { sources, reference, owner, readiness } = this.#options;
    const sample = endLook(look, databaseTime, sources);
    const finding = reference.observe(sample);
    const offsetMs = machineOffset(sample);
    if (finding.kind === 'followed') this.#noteMove(finding.byMs);
    if (finding.kind === 'in doubt') readiness.turnOff('clock', whyInDoubt(finding.byMs, owner));
    else if (Math.abs(offsetMs) > clockToleranceMs) readiness.turnOff('clock', whyOff(offsetMs));
    else readiness.turnOn('clock');
    await this.#recordMove();
  }

  #noteMove(byMs: number): void {
    this.#move = {
      to: this.#options.reference.read(),
      toleranceMs: clockToleranceMs,
      by: { kind: 'system', id: 'clock' },
      reason: `by ${inWords(byMs)}`,
    };
  }

  async #recordMove(): Promise<void> {
    if (this.#move === undefined) return;
    await this.#options.store.recordClockMove(this.#move);
    this.#move = undefined;
  }
}

function beginLook({ steady, machine }: ClockSources): ClockLook {
  return { askedAt: steady(), machineTime: machine() };
}

function endLook(look: ClockLook, databaseTime: number, sources: ClockSources) {
  return {
    ...look,
    databaseTime,
    answeredAt: sources.steady(),
    uptime: sources.uptime(),
  };
}

function whyInDoubt(byMs: number, owner: ClockOwner): string {
  return `the clock of ${owner} moved ${inWords(byMs)}. This server goes on by the time it had until that clock has gone evenly for ${evenForMs / 1000} seconds. If the clock is wrong, set it right and run NTP there.`;
}

function whyOff(offsetMs: number): string {
  return `the clock of this machine is ${inWords(offsetMs)} of PostgreSQL's, whose time counts. Run NTP on both machines and set right the one that is wrong.`;
}

/** Such as `600 s ahead`. */
function inWords(ms: number): string {
  return `${Math.round(Math.abs(ms) / 1000)} s ${ms > 0 ? 'ahead' : 'behind'}`;
}
