import { Secret, TOTP, URI } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { encodeKey, generateKey, matchingStep, provisioningUrl, stepAt } from './totp.ts';

/** RFC 6238 appendix B, SHA1: seconds and the last six of the eight digits. */
const rfcVectors = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const;
const rfcKey = Buffer.from('12345678901234567890', 'ascii');

describe('matchingStep', () => {
  it.each(rfcVectors)('agrees with RFC 6238 appendix B at %i s', (seconds, code) => {
    const step = stepAt(seconds * 1000);
    expect(matchingStep({ key: rfcKey, code, step, window: 0 })).toBe(step);
  });

  it('accepts one step either side of now with a window of one, and no more', () => {
    const code = '287082';
    const offsets = [-2, -1, 0, 1, 2].map(
      (offset) => matchingStep({ key: rfcKey, code, step: 1 + offset, window: 1 }) === 1,
    );
    expect(offsets).toEqual([false, true, true, true, false]);
  });

  it('accepts only the step of now with a window of zero', () => {
    expect(matchingStep({ key: rfcKey, code: '287082', step: 2, window: 0 })).toBeUndefined();
  });

  it('refuses codes of another length', () => {
    expect(matchingStep({ key: rfcKey, code: '94287082', step: 1, window: 1 })).toBeUndefined();
  });

  it('changes the step exactly at its edge', () => {
    expect([stepAt(29_999), stepAt(30_000)]).toEqual([0, 1]);
  });

  it('goes on after 2038 and 2106', () => {
    for (const date of ['2038-01-19T03:14:08Z', '2106-02-07T06:28:16Z', '9999-12-31T23:59:59Z']) {
      const timestamp = Date.parse(date);
      const secret = new Secret({ buffer: new Uint8Array(rfcKey).buffer });
      const code = new TOTP({ secret }).generate({ timestamp });
      const step = stepAt(timestamp);
      expect(matchingStep({ key: rfcKey, code, step, window: 0 })).toBe(step);
    }
  });
});

describe('generateKey', () => {
  it('makes 20 bytes that are 32 unpadded base32 characters', () => {
    expect(generateKey()).toHaveLength(20);
    expect(encodeKey(generateKey())).toMatch(/^[A-Z2-7]{32}$/);
  });
});

describe('provisioningUrl', () => {
  const key = Buffer.alloc(20, 7);
  const accounts = [
    'ada',
    'ada@example.com',
    'ada lovelace',
    'ada+kit@example.com',
    'a&b=c?d#e',
    'zoë.ñandú',
    'ådä 🦉',
    'team:ada',
  ];

  it.each(accounts)('is read back by a parser for %s', (account) => {
    const uri = provisioningUrl({ issuer: 'Ex & Ample', account, key });
    const read = URI.parse(uri);
    expect(read).toMatchObject({ issuer: 'Ex & Ample', label: account, digits: 6 });
    expect(read.secret.base32).toBe(encodeKey(key));
  });

  it('follows the Key URI rules', () => {
    const uri = provisioningUrl({ issuer: 'My Site', account: 'ada lovelace@x.example', key });
    expect(uri).toBe(
      `otpauth://totp/My%20Site:ada%20lovelace%40x.example?issuer=My%20Site&secret=${encodeKey(key)}`,
    );
  });

  it('has one secret, whatever the issuer tries', () => {
    for (const issuer of ['a?secret=B', 'a&secret=B', 'a\nsecret=B', 'a#?secret=B']) {
      const { searchParams } = new URL(provisioningUrl({ issuer, account: 'ada', key }));
      expect(searchParams.getAll('secret')).toEqual([encodeKey(key)]);
      expect(searchParams.getAll('issuer')).toEqual([issuer]);
    }
  });

  it('refuses an issuer with a colon', () => {
    expect(() => provisioningUrl({ issuer: 'a:b', account: 'ada', key })).toThrow('colon');
  });
});
