import { describe, expect, it } from 'vitest';
import { readLoginId } from './login-id.ts';

function canonical(typed: string): string {
  const read = readLoginId(typed);
  if ('fault' in read) throw new Error(read.fault);
  return read.canonical;
}

describe('readLoginId', () => {
  it.each([
    ['Ada@Example.com', 'ada@example.com'],
    ['  ada  ', 'ada'],
    ['straße', 'STRASSE'],
    ['ＡＤＡ', 'ada'],
    ['e\u0301va', 'éva'],
    ['ΟΔΟΣ', 'οδος'],
    ['οδοσ', 'οδος'],
    ['ﬁona', 'FIONA'],
    ['K', 'k'],
  ])('takes %s and %s for the same user', (one, other) => {
    expect(canonical(one)).toBe(canonical(other));
  });

  it.each([
    ['ada', 'ada1'],
    ['ı', 'i'],
    ['a b', 'ab'],
    ['а', 'a'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(canonical(one)).not.toBe(canonical(other));
  });

  it('keeps the display form as typed, trimmed', () => {
    expect(readLoginId(' Ada Lovelace ')).toMatchObject({ display: 'Ada Lovelace' });
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['a\u0000b', 'forbidden_character'],
    ['a\nb', 'forbidden_character'],
    ['a\u202eb', 'forbidden_character'],
    ['a\u200bb', 'forbidden_character'],
    ['a\u200db', 'forbidden_character'],
    ['\ud800', 'forbidden_character'],
    ['ada\ufe0f', 'forbidden_character'],
    ['ad\u{e0100}a', 'forbidden_character'],
    ['ad\u180ba', 'forbidden_character'],
    ['ada\u2800', 'forbidden_character'],
    ['x'.repeat(255), 'too_long'],
    ['é'.repeat(128), 'too_long'],
    ['ﷺ'.repeat(20), 'too_long'],
  ])('refuses %j as %s', (typed, fault) => {
    expect(readLoginId(typed)).toEqual({ fault });
  });

  it('takes exactly 254 bytes', () => {
    expect(canonical('x'.repeat(254))).toHaveLength(254);
  });

  it('gives every character one canonical form, whatever its case', () => {
    const unstable: string[] = [];
    for (let codePoint = 0x21; codePoint <= 0x1ffff; codePoint += 1) {
      const read = readLoginId(`a${String.fromCodePoint(codePoint)}b`);
      if ('fault' in read) continue;
      const again = readLoginId(read.canonical);
      if (!('canonical' in again) || again.canonical !== read.canonical) {
        unstable.push(codePoint.toString(16));
      }
    }
    expect(unstable).toEqual([]);
  });

  it.each(['user_AAAAAAAAAAAAAAAAAAAAAA', 'ADMIN_aaaaaaaaaaaaaaaaaaaaa-'])(
    'refuses %s, which could be the ID of somebody else',
    (typed) => {
      expect(readLoginId(typed)).toEqual({ fault: 'looks_like_id' });
    },
  );
});
