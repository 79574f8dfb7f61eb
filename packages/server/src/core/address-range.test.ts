import { describe, expect, it } from 'vitest';
import { isInRanges, parseAddressRange } from './address-range.ts';

describe('address ranges', () => {
  it('holds what lies in them, also mapped into IPv6', () => {
    const ranges = ['10.0.0.0/8', '::1', '2001:db8::/32'].flatMap(
      (text) => parseAddressRange(text) ?? [],
    );
    const isTrusted = isInRanges(ranges);
    expect(['10.1.2.3', '::ffff:10.1.2.3', '::1', '2001:db8:1::9'].map(isTrusted)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['11.0.0.1', '::2', '2001:db9::1', 'nonsense', ''].map(isTrusted)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('refuses what is no range', () => {
    for (const text of [
      '',
      '10.0.0.0/33',
      '10.0.0.0/x',
      '::1/129',
      '10.0.0.0/8/8',
      'host',
      '10.0.0.0/-1',
    ]) {
      expect(parseAddressRange(text)).toBeUndefined();
    }
  });
});
