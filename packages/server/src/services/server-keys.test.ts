import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Keyring } from '../keyring/keyring.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { loadServerKeys, WrongEncryptionKeyError } from './server-keys.ts';

async function openTestStore() {
  const store = await openStore({ engine: 'sqlite', path: join(temporaryFolder(), 'test.db') });
  onTestFinished(() => store.close());
  return store;
}

const load = (store: Store, id: string, fill: number) => {
  const keyring = new Keyring([{ id, bytes: Buffer.alloc(32, fill) }]);
  return loadServerKeys({ store, keyring, clock: Date.now });
};

describe('loadServerKeys', () => {
  it('makes the keys at the first start and keeps them', async () => {
    const store = await openTestStore();
    const first = await load(store, 'k1', 1);
    const second = await load(store, 'k1', 1);
    expect(second.jwks).toEqual(first.jwks);
    expect(second.successorKey).toEqual(first.successorKey);
    expect(first.jwks.keys).toMatchObject([{ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' }]);
  });

  it('refuses a ring whose key is another one, and one that lacks the key', async () => {
    const store = await openTestStore();
    await load(store, 'k1', 1);
    await expect(load(store, 'k1', 2)).rejects.toThrow(WrongEncryptionKeyError);
    await expect(load(store, 'k2', 2)).rejects.toThrow(WrongEncryptionKeyError);
  });
});
