import type { HourlyCounts } from '@totp-kit/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { peakOf, queryOf, sumOf, toBuckets } from './chart-data.ts';

const hourMs = 3_600_000;

function hour(startsAt: number, signIns: number): HourlyCounts {
  const time = new Date(startsAt).toISOString();
  return { startsAt: time, signIns, signUps: 1, failures: 0, waits: 0 };
}

describe('queryOf', () => {
  const now = new Date(2026, 2, 31, 15, 30).getTime();

  it('asks for this hour and the 23 before it', () => {
    expect(queryOf('day', now)).toEqual({ from: new Date(now - 23 * hourMs).toISOString() });
  });

  it.each([
    ['week', new Date(2026, 2, 25)],
    ['month', new Date(2026, 2, 2)],
  ] as const)('asks for whole days of a %s', (period, from) => {
    expect(queryOf(period, now)).toEqual({ from: from.toISOString() });
  });

  it('never asks for more than the server gives', () => {
    const { from = '' } = queryOf('month', now);
    expect(now - Date.parse(from)).toBeLessThan(35 * 24 * hourMs);
  });
});

describe('toBuckets', () => {
  const midnight = new Date(2026, 2, 10).getTime();
  const hours = [-2, -1, 0, 1].map((offset) => hour(midnight + offset * hourMs, offset + 3));

  it('keeps the hours of a day', () => {
    expect(toBuckets(hours, 'day').map(({ signIns }) => signIns)).toEqual([1, 2, 3, 4]);
  });

  it('adds hours up to the days of this time zone', () => {
    expect(toBuckets(hours, 'week')).toEqual([
      { startsAt: new Date(2026, 2, 9).getTime(), signIns: 3, signUps: 2, failures: 0, waits: 0 },
      { startsAt: midnight, signIns: 7, signUps: 2, failures: 0, waits: 0 },
    ]);
  });

  it('loses nothing, whatever the hours', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { maxLength: 100 }), (counts) => {
        const all = counts.map((count, index) => hour(midnight + index * hourMs, count));
        const sum = counts.reduce((total, count) => total + count, 0);
        expect(sumOf(toBuckets(all, 'month'), 'signIns')).toBe(sum);
        expect(sumOf(toBuckets(all, 'day'), 'signIns')).toBe(sum);
      }),
    );
  });
});

describe('peakOf', () => {
  it('is when there was most', () => {
    const buckets = toBuckets([hour(0, 1), hour(hourMs, 5), hour(2 * hourMs, 2)], 'day');
    expect(peakOf(buckets, 'signIns')?.startsAt).toBe(hourMs);
  });

  it('is never where there was nothing', () => {
    expect(peakOf(toBuckets([hour(0, 0)], 'day'), 'failures')).toBeUndefined();
    expect(peakOf([], 'signIns')).toBeUndefined();
  });
});
