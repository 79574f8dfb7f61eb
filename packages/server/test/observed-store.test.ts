import { describe, expect, it } from 'vitest';
import type { Store } from '../src/store/store.ts';
import { observeStore } from '../src/testing/observed-store.ts';
import { startTestServer } from '../src/testing/test-server.ts';
import { engines } from '../src/testing/test-databases.ts';
import { hastenBeats, until } from './security/key-stage.ts';

describe.each(engines)('observeStore on %s', (engine) => {
  it('counts what is asked about keys, but not by a sign of life', async () => {
    hastenBeats();
    const observed = observeStore();
    let looks = 0;
    let opened: Store | undefined;
    await startTestServer({
      engine,
      openStore: async (location) => {
        const store = await observed.openStore(location);
        opened = store;
        const listSigningKeys = (): ReturnType<Store['listSigningKeys']> => {
          looks += 1;
          return store.listSigningKeys();
        };
        return { ...store, listSigningKeys };
      },
    });
    const before = observed.statements();
    const looksBefore = looks;
    await until(() => looks >= looksBefore + 3);
    expect(observed.statements()).toBe(before);
    await opened?.listSigningKeys();
    await opened?.listEncryptionKeys();
    await opened?.listServerSecrets();
    expect(observed.statements()).toBe(before + 3);
  });
});
