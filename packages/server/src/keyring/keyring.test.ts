import { describe, expect, it } from 'vitest';
import { generateKeyEntry, parseKeyList } from './key-list.ts';
import { Keyring, type KeyMaterial } from './keyring.ts';

const one: KeyMaterial = { id: 'one', bytes: Buffer.alloc(32, 1) };
const two: KeyMaterial = { id: 'two', bytes: Buffer.alloc(32, 2) };
const context = ['authenticator', 'user_1', 'auth_1'];
const secret = Buffer.from('secret');

describe('Keyring', () => {
  it('seals with the first key and opens with any', () => {
    const sealedByTwo = new Keyring([two]).seal(secret, context);
    const ring = new Keyring([one, two]);
    expect(ring.seal(secret, context)).toMatch(/^v1\.one\./);
    expect(ring.open(sealedByTwo, context)).toEqual(secret);
  });

  it('does not open what another key of the same name sealed', () => {
    const sealed = new Keyring([one]).seal(secret, context);
    const other = new Keyring([{ id: 'one', bytes: two.bytes }]);
    expect(other.open(sealed, context)).toBeUndefined();
    expect(new Keyring([two]).open(sealed, context)).toBeUndefined();
  });

  it('tells by check values that a key is not the one it was', () => {
    const stored = new Keyring([one, two]).checkValues;
    expect(new Keyring([one]).mismatches(stored)).toEqual([]);
    expect(new Keyring([{ id: 'one', bytes: two.bytes }]).mismatches(stored)).toEqual(['one']);
  });

  it('refuses an empty ring, an ID twice and keys of another length', () => {
    expect(() => new Keyring([])).toThrow('at least one key');
    expect(() => new Keyring([one, one])).toThrow('stands twice');
    expect(() => new Keyring([{ id: 'short', bytes: Buffer.alloc(16) }])).toThrow('32 bytes');
  });
});

describe('parseKeyList', () => {
  it('reads what generateKeyEntry writes', () => {
    const keys = parseKeyList(`${generateKeyEntry('a')},${generateKeyEntry('b')}\n`);
    expect(keys).toMatchObject([{ id: 'a' }, { id: 'b' }]);
  });

  it.each(['', 'k1', 'k1:', 'k1:AAAA', ':AAAA', 'k 1:x'])('refuses %j', (text) => {
    expect(parseKeyList(text)).toHaveProperty('fault');
  });

  it('refuses an ID that stands twice', () => {
    const list = `${generateKeyEntry('a')},${generateKeyEntry('a')}`;
    expect(parseKeyList(list)).toEqual({ fault: 'the ID "a" stands twice' });
  });
});
