import type { Clock } from './clock.ts';
import { durations } from './durations.ts';

/** How far two clocks may be apart before one of them is wrong. */
export const clockToleranceMs = 5000;

/** A clock that jumped is followed when it has gone evenly for so long. */
export const evenForMs = durations.minute;

/** Small moves may add up to the tolerance in so long; a clock that moves on and on is not followed. */
const driftWindowMs = 10 * durations.minute;

/** How far a clock that goes evenly may seem to move from one look to the next. */
const evennessMs = 1000;

/** Who gained more than this at once deletes nothing by it for as long. */
const unseenMs = durations.hour;

/** Where times come from. */
export interface ClockSources {
  /** Milliseconds that only rise, and stand still while the machine is suspended. */
  readonly steady: Clock;
  /** The machine's own clock. */
  readonly machine: Clock;
  /** Milliseconds since the machine was started, suspension included. */
  readonly uptime: Clock;
}

/** One look at the database's clock. */
export interface ClockSample {
  readonly databaseTime: number;
  /** When it was asked for and when it was there, by the steady clock. */
  readonly askedAt: number;
  readonly answeredAt: number;
  /** By the machine's own clock, when it was asked for. */
  readonly machineTime: number;
  readonly uptime: number;
}

/** What a look showed; `byMs` is how far the database's clock is ahead of what this server goes by. */
export type ClockFinding =
  | { readonly kind: 'even' }
  /** It jumped; this server goes on by its own. */
  | { readonly kind: 'in doubt'; readonly byMs: number }
  /** This server goes by it again. */
  | { readonly kind: 'followed'; readonly byMs: number };

/** Where a clock stood, and since when. */
interface Stand {
  /** The database's time when the steady clock was 0. */
  readonly base: number;
  /** By the steady clock. */
  readonly since: number;
}

/**
 * The time that a server goes by: the database's, carried on by the steady clock and not ahead of it. A jump is not
 * followed at once, because whoever set a clock may set it back: until the database's clock has gone evenly for a
 * minute, the server goes on by what it has. A suspended machine is told from a jump by its uptime.
 */
export class ReferenceClock {
  readonly #steady: Clock;
  /** The reference time when the steady clock was 0. */
  #base: number;
  #doubt: Stand | undefined;
  /** What the base was when the present stretch of small moves began. */
  #drift: Stand;
  /** The uptime when the steady clock was 0, were the machine never suspended. */
  #uptimeBase: number;
  /** By the steady clock. */
  #settledFrom = Number.NEGATIVE_INFINITY;

  /** @param newestTime the newest time that any server went by, if there was one */
  constructor(steady: Clock, sample: ClockSample, newestTime: number | undefined) {
    this.#steady = steady;
    this.#base = lowestBase(sample);
    this.#drift = { base: this.#base, since: sample.answeredAt };
    this.#uptimeBase = sample.uptime - sample.answeredAt;
    if (newestTime === undefined) return;
    const gainedMs = sample.databaseTime - newestTime;
    if (gainedMs < -clockToleranceMs) {
      this.#doubt = { base: this.#base, since: sample.answeredAt };
      this.#base = newestTime - sample.answeredAt;
      this.#drift = { base: this.#base, since: sample.answeredAt };
    }
    this.#settleAfter(gainedMs, sample.answeredAt);
  }

  /** Milliseconds since 1970. */
  readonly read: Clock = () => Math.floor(this.#base + this.#steady());

  get isInDoubt(): boolean {
    return this.#doubt !== undefined;
  }

  /** Whether the time is seen through well enough to delete what has expired: not soon after a long gap. */
  get isSettled(): boolean {
    return this.#doubt === undefined && this.#steady() >= this.#settledFrom;
  }

  observe(sample: ClockSample): ClockFinding {
    const lowest = lowestBase(sample);
    const highest = sample.databaseTime - sample.askedAt;
    const isJump =
      this.#base < lowest - clockToleranceMs || this.#base > highest + clockToleranceMs;
    // Between the two nobody can tell; outside, the lower one is not ahead of the database.
    const moved = this.#base < lowest || this.#base > highest ? lowest : this.#base;
    if (!isJump && this.#isSmallDrift(moved, sample.answeredAt)) {
      this.#base = moved;
      return this.#goOn(sample, { kind: 'even' });
    }
    const byMs = Math.round(lowest - this.#base);
    if (this.#wasSuspended(sample, byMs)) {
      this.#follow(sample);
      return this.#goOn(sample, { kind: 'followed', byMs });
    }
    const doubt = this.#doubt;
    const isEven =
      doubt !== undefined &&
      doubt.base >= lowest - evennessMs &&
      doubt.base <= highest + evennessMs;
    if (!isEven) this.#doubt = { base: lowest, since: sample.answeredAt };
    if (!isEven || sample.answeredAt - doubt.since < evenForMs) return { kind: 'in doubt', byMs };
    this.#follow(sample);
    this.#settleAfter(byMs, sample.answeredAt);
    return this.#goOn(sample, { kind: 'followed', byMs });
  }

  #isSmallDrift(moved: number, now: number): boolean {
    if (moved === this.#base) return true;
    if (now - this.#drift.since > driftWindowMs) this.#drift = { base: this.#base, since: now };
    return Math.abs(moved - this.#drift.base) <= clockToleranceMs;
  }

  #follow(sample: ClockSample): void {
    this.#base = lowestBase(sample);
    this.#drift = { base: this.#base, since: sample.answeredAt };
  }

  #goOn(sample: ClockSample, finding: ClockFinding): ClockFinding {
    this.#doubt = undefined;
    this.#uptimeBase = sample.uptime - sample.answeredAt;
    return finding;
  }

  #wasSuspended({ uptime, answeredAt }: ClockSample, byMs: number): boolean {
    const suspendedMs = uptime - answeredAt - this.#uptimeBase;
    return byMs > 0 && suspendedMs > evennessMs && Math.abs(byMs - suspendedMs) <= clockToleranceMs;
  }

  #settleAfter(gainedMs: number, now: number): void {
    if (gainedMs > unseenMs) this.#settledFrom = now + unseenMs;
  }
}

/**
 * How far the machine's own clock is ahead of the database's; negative when it is behind, 0 as long as how long the
 * answer took may explain it.
 */
export function machineOffset(sample: ClockSample): number {
  const { databaseTime, machineTime, askedAt, answeredAt } = sample;
  const least = machineTime - databaseTime;
  const most = least + answeredAt - askedAt;
  if (least > 0) return least;
  return most < 0 ? most : 0;
}

/** The database's time when the steady clock was 0, if it was told at the last moment. */
function lowestBase({ databaseTime, answeredAt }: ClockSample): number {
  return databaseTime - answeredAt;
}
