import { describe, expect, it } from 'vitest';
import { waitAfterFailures } from './attempt-budget.ts';

describe('waitAfterFailures', () => {
  it('lets five failures go free up to the fifth, then doubles from 30 seconds to an hour', () => {
    const seconds = [0, 1, 4, 5, 6, 7, 11, 12, 49, 2000].map((n) => waitAfterFailures(n) / 1000);
    expect(seconds).toEqual([0, 0, 0, 30, 60, 120, 1920, 3600, 3600, 3600]);
  });
});
