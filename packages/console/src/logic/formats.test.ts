import { describe, expect, it } from 'vitest';
import { formatCountdown, formatRelative, shorten } from './formats.ts';

describe('formatRelative', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');

  it.each([
    ['2026-03-01T11:59:30Z', '30 seconds ago'],
    ['2026-03-01T11:01:00Z', '59 minutes ago'],
    ['2026-03-01T09:00:00Z', '3 hours ago'],
    ['2026-02-28T12:00:00Z', 'yesterday'],
    ['2025-12-31T12:00:00Z', '2 months ago'],
    ['2020-03-01T12:00:00Z', '6 years ago'],
    ['2026-03-01T12:10:00Z', 'in 10 minutes'],
  ])('says of %s that it is %s', (time, words) => {
    expect(formatRelative(time, now)).toBe(words);
  });
});

describe('formatCountdown', () => {
  it('shows minutes and seconds', () => {
    expect([120, 65, 9, 0].map(formatCountdown)).toEqual(['2:00', '1:05', '0:09', '0:00']);
  });
});

describe('shorten', () => {
  it('cuts between characters, and leaves what is short', () => {
    expect(shorten('ada', 3)).toBe('ada');
    expect(shorten('🔑🔑🔑🔑', 3)).toBe('🔑🔑🔑…');
    expect(shorten('x'.repeat(10_000))).toHaveLength(121);
  });
});
