import { expect, it, vi } from 'vitest';
import { limits } from '../core/durations.ts';
import { Keyring } from '../keyring/keyring.ts';
import { Verifier } from './verifier.ts';

const [k1, k2] = ['k1', 'k2'].map((id, index) => ({ id, bytes: Buffer.alloc(32, index) }));

it('opens as many keys for a login ID that nobody has, also when another key took over', () => {
  if (k1 === undefined || k2 === undefined) throw new Error('no keys');
  const keyring = new Keyring([k1]);
  const verifier = new Verifier(keyring);
  const opened = vi.spyOn(keyring, 'open');
  for (const materials of [[k1], [k2, k1], [k2]]) {
    keyring.replaceBy(new Keyring(materials));
    opened.mockClear();
    verifier.decide([], { code: '000000', now: Date.now(), window: 1 });
    const isOpen = opened.mock.results.map(({ value }) => Buffer.isBuffer(value));
    expect(isOpen).toEqual(Array.from({ length: limits.authenticatorsPerUser }, () => true));
  }
});
