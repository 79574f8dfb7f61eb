import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { open, seal, sealingKeyId } from './seal.ts';

const sealingKey = { id: 'k1', key: createSecretKey(randomBytes(32)) };
const plaintext = Buffer.from('12345678901234567890');
const context = ['authenticator', 'user_1', 'auth_1'];

describe('seal', () => {
  it('opens with the same key and context', () => {
    expect(open(seal(plaintext, context, sealingKey), context, sealingKey)).toEqual(plaintext);
  });

  it('has the documented form and names its key', () => {
    const sealed = seal(plaintext, context, sealingKey);
    expect(sealed).toMatch(/^v1\.k1\.[\w-]{16}\.[\w-]{48}$/);
    expect(sealingKeyId(sealed)).toBe('k1');
    expect(sealingKeyId('v2.k1.a.b')).toBeUndefined();
  });

  it('never repeats itself', () => {
    expect(seal(plaintext, context, sealingKey)).not.toBe(seal(plaintext, context, sealingKey));
  });

  it('does not open for another row, another key, another key ID, or after a change', () => {
    const sealed = seal(plaintext, context, sealingKey);
    const otherKey = { id: 'k1', key: createSecretKey(randomBytes(32)) };
    expect(open(sealed, ['authenticator', 'user_2', 'auth_1'], sealingKey)).toBeUndefined();
    expect(open(sealed, context, otherKey)).toBeUndefined();
    expect(open(sealed, context, { ...sealingKey, id: 'k2' })).toBeUndefined();
    const changed = sealed.slice(0, -1) + (sealed.endsWith('A') ? 'Q' : 'A');
    expect(open(changed, context, sealingKey)).toBeUndefined();
    for (const text of ['', 'v1.k1', 'v1.k1..', 'v1.k1.AAAA.AAAA']) {
      expect(open(text, context, sealingKey)).toBeUndefined();
    }
  });
});
