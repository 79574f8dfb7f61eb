import { describe, expect, it } from 'vitest';
import { knownBrowserRules, unknownBrowserRules, waitAfterFailures } from './attempt-budget.ts';

function seconds(counts: readonly number[], rules = unknownBrowserRules): number[] {
  return counts.map((count) => waitAfterFailures(count, rules) / 1000);
}

describe('waitAfterFailures', () => {
  it('lets an unknown browser fail five times, then doubles from 30 seconds to an hour', () => {
    expect(seconds([0, 1, 4, 5, 6, 7, 11, 12, 49])).toEqual([
      0, 0, 0, 30, 60, 120, 1920, 3600, 3600,
    ]);
  });

  it('lets a known browser fail ten times, then doubles from 30 seconds to five minutes', () => {
    expect(seconds([9, 10, 11, 13, 14, 20], knownBrowserRules)).toEqual([0, 30, 60, 240, 300, 300]);
  });
});
