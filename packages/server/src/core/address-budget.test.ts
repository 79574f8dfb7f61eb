import { describe, expect, it } from 'vitest';
import { addressSubjects, blockAfter } from './address-budget.ts';

function names(address: string | undefined): string[] {
  return addressSubjects(address).map(({ subject }) => subject);
}

describe('addressSubjects', () => {
  it('takes every spelling of one IPv6 address for the same /64 and /48', () => {
    const spellings = [
      '2001:db8::1',
      '2001:DB8::1',
      '2001:db8:0:0:0:0:0:1',
      '2001:0db8:0000:0000:0000:0000:0000:0001',
      '2001:db8:0::1',
      '2001:db8::0:1',
      '2001:db8:0:0::1',
      '2001:db8::0:0:1',
      '2001:db8::1%eth0',
      '2001:db8::0.0.0.1',
    ];
    for (const spelling of spellings) {
      expect(names(spelling)).toEqual(['address:2001:db8:0:0::/64', 'address:2001:db8:0::/48']);
    }
  });

  it('takes an IPv4 address mapped into IPv6 for the IPv4 address', () => {
    for (const spelling of ['192.0.2.7', '::ffff:192.0.2.7', '::FFFF:c000:207']) {
      expect(names(spelling)).toEqual(['address:192.0.2.7']);
    }
  });

  it('bears ten times as much of a /48', () => {
    const [narrow, wide] = addressSubjects('2001:db8::1');
    expect(wide?.mostFailures).toBe(10 * (narrow?.mostFailures ?? 0));
    expect(wide?.mostLookups).toBe(10 * (narrow?.mostLookups ?? 0));
  });

  it('counts nothing for what is no address', () => {
    for (const text of [undefined, '', 'unknown', '1.2.3', '::g']) expect(names(text)).toEqual([]);
  });
});

describe('blockAfter', () => {
  it('doubles from a minute to an hour', () => {
    expect([0, 1, 2, 5, 6, 99].map((blocks) => blockAfter(blocks) / 60_000)).toEqual([
      1, 2, 4, 32, 60, 60,
    ]);
  });
});
