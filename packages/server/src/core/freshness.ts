import { durations } from './durations.ts';

/** Whether a code was verified lately; a time that is yet to come, from a clock that was wrong, is not lately. */
export function isFresh(verifiedAt: number, now: number): boolean {
  return now < verifiedAt + durations.fresh && verifiedAt <= now + durations.ahead;
}
