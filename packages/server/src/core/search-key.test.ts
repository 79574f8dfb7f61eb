import { describe, expect, it } from 'vitest';
import { searchKey, storedSearchKey } from './search-key.ts';

describe('searchKey', () => {
  it('is one for spellings that differ in case, width or composition', () => {
    for (const spelling of ['Zoë Straße', 'ZOE\u0308 STRASSE', 'zoë ﬆrasse', '  Ｚoë straße ']) {
      expect(searchKey(spelling)).toBe('zoë strasse');
    }
  });

  it('is empty for blanks', () => {
    expect(searchKey(' \u00a0\u3000')).toBe('');
  });
});

describe('storedSearchKey', () => {
  it('keeps 64 characters and cuts none in half', () => {
    expect(storedSearchKey('🙂'.repeat(70))).toBe('🙂'.repeat(64));
    // One character that NFKC makes eighteen of.
    expect(Array.from(storedSearchKey('\ufdfa'.repeat(70)))).toHaveLength(64);
  });
});
