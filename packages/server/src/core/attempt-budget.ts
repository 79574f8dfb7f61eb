/** Consecutive failures of a user that cost no waiting (NIST SP 800-63B-4 §3.2.2 asks for a limit). */
export const freeFailures = 5;

const firstWaitMs = 30_000;
const longestWaitMs = 3_600_000;

/** A budget that saw no failure for so long may be forgotten. */
export const budgetMemoryMs = 24 * 3_600_000;

/** How long to wait after so many consecutive failures: none while they are free, then 30 s doubling to 1 h. */
export function waitAfterFailures(consecutiveFailures: number): number {
  if (consecutiveFailures < freeFailures) return 0;
  return Math.min(longestWaitMs, firstWaitMs * 2 ** (consecutiveFailures - freeFailures));
}
