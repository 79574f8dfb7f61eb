import { describe, expect, it } from 'vitest';
import { generateRecoveryCode, hashRecoveryCode, normalizeRecoveryCode } from './recovery-code.ts';

describe('recovery codes', () => {
  it('have 24 characters of Crockford’s base32 in groups of four, each time others', () => {
    const codes = Array.from({ length: 100 }, generateRecoveryCode);
    for (const code of codes)
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(new Set(codes).size).toBe(100);
  });

  it('are compared without case, dashes, spaces and look-alikes', () => {
    expect(normalizeRecoveryCode('o0il-1abc de')).toBe('00111ABCDE');
  });

  it('hash differently for each user and each key', () => {
    const hash = (userId: string, fill: number) =>
      hashRecoveryCode('ABCD', { userId, hashKey: Buffer.alloc(32, fill) });
    expect(new Set([hash('a', 1), hash('b', 1), hash('a', 2)]).size).toBe(3);
    expect(hash('a', 1)).toBe(hash('a', 1));
  });
});
