import { durations } from './durations.ts';

/** How many failures a budget bears (NIST SP 800-63B-4 §3.2.2 asks for a limit of 100 in a row at most). */
export interface AttemptRules {
  /** Consecutive failures that cost no waiting. */
  readonly freeFailures: number;
  readonly longestWaitMs: number;
  /** After so many consecutive failures there is a stop. */
  readonly mostInARow: number;
  /** After so many failures in a rolling time there is a stop; successes do not clear them. */
  readonly mostRolling: number;
}

/** For attempts on a user from browsers that never signed them in. */
export const unknownBrowserRules: AttemptRules = {
  freeFailures: 5,
  longestWaitMs: durations.hour,
  mostInARow: 50,
  mostRolling: 50,
};

/** For attempts from a browser, or in a session, that has signed the user in before. */
export const knownBrowserRules: AttemptRules = {
  freeFailures: 10,
  longestWaitMs: 5 * durations.minute,
  mostInARow: 20,
  mostRolling: 50,
};

/** For attempts on an administrator, and on who might be one: the stricter profile. */
export const administratorRules: AttemptRules = {
  freeFailures: 5,
  longestWaitMs: durations.hour,
  mostInARow: 10,
  mostRolling: 10,
};

const rollingDays = 30;

/**
 * For attempts with tickets, all tickets of a user together: each ticket bears ten wrong codes of its own, but somebody
 * who knows a password of the site can have many tickets.
 */
export const ticketRules: AttemptRules = {
  freeFailures: 20,
  longestWaitMs: 5 * durations.minute,
  mostInARow: 100,
  mostRolling: 100,
};

/** A budget that saw no failure for so long is forgotten: the rolling time, and the rest of its first day. */
export const budgetMemoryMs = (rollingDays + 1) * durations.day;

/** What somebody who is stopped is told to wait; it is also the longest wait there is. */
export const stopWaitMs = durations.hour;

const firstWaitMs = 30_000;

/** How long to wait after so many consecutive failures: none while they are free, then 30 s doubling to the longest. */
export function waitAfterFailures(consecutiveFailures: number, rules: AttemptRules): number {
  const beyondFree = consecutiveFailures - rules.freeFailures;
  return beyondFree < 0 ? 0 : Math.min(rules.longestWaitMs, firstWaitMs * 2 ** beyondFree);
}

/** The day a time is in, counted from 1970. */
export function dayOf(timestampMs: number): number {
  return Math.floor(timestampMs / durations.day);
}

/**
 * The days whose failures count. The first counts whole, so that the rolling time is never shorter than it says; those
 * after the last are from a clock that was ahead.
 */
export function rollingDaysAt(timestampMs: number): {
  readonly firstDay: number;
  readonly lastDay: number;
} {
  return { firstDay: dayOf(timestampMs) - rollingDays, lastDay: dayOf(timestampMs) + 1 };
}
