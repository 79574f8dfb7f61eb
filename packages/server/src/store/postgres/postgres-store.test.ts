import { randomBytes } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freshDatabase } from '../../testing/test-databases.ts';
import { StorageUnavailableError } from '../engine.ts';
import { openStore } from '../open-store.ts';
import type { Store } from '../store.ts';
import { describeStore } from '../testing/store-contract.ts';
import { by, newUser } from '../testing/store-fixtures.ts';
import { toPostgres } from './to-postgres.ts';

async function open(url: string): Promise<Store> {
  const store = await openStore({ engine: 'postgres', url });
  onTestFinished(() => store.close());
  return store;
}

describeStore('PostgreSQL', async () => open(await freshDatabase('PostgreSQL')));

describe('PostgresEngine', () => {
  it('migrates once when several servers start together', async () => {
    const url = await freshDatabase('PostgreSQL');
    const stores = await Promise.all([open(url), open(url), open(url)]);
    const names = await Promise.all(
      stores.map((store, index) => store.createUser(newUser(`user ${index}`), by)),
    );
    expect(names).toEqual([true, true, true]);
  });

  it('says that storage is unavailable when there is no server', async () => {
    const url = `postgres://totp@127.0.0.1:1/${randomBytes(4).toString('hex')}`;
    await expect(open(url)).rejects.toThrow(StorageUnavailableError);
  });
});

describe('toPostgres', () => {
  it('numbers parameters by name and leaves casts alone', () => {
    expect(toPostgres('SELECT :a::text, :b, :a {{lock}}')).toEqual({
      text: 'SELECT $1::text, $2, $1 FOR NO KEY UPDATE',
      parameterNames: ['a', 'b'],
    });
  });
});
