import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freshDatabase, freshPostgresDatabase } from '../../testing/test-databases.ts';
import { StorageUnavailableError } from '../engine.ts';
import { openStore } from '../open-store.ts';
import { query } from '../script.ts';
import type { Store } from '../store.ts';
import { describeStore } from '../testing/store-contract.ts';
import { by, newUser } from '../testing/store-fixtures.ts';
import { PostgresEngine } from './postgres-engine.ts';
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

  it('says what it waits for while another program holds the schema', async () => {
    const { url } = await freshPostgresDatabase();
    const other = new Client({ connectionString: url });
    await other.connect();
    onTestFinished(() => other.end());
    await other.query('SELECT pg_advisory_lock(708641180, hashtext(current_schema()))');
    const isWaiting = new Promise<string>((resolve) => {
      const opening = openStore({ engine: 'postgres', url }, resolve);
      onTestFinished(async () => (await opening).close());
    });
    expect(await isWaiting).toContain('Waiting for another totp-kit');
    await other.query('SELECT pg_advisory_unlock(708641180, hashtext(current_schema()))');
  });

  it('acknowledges nothing that is not on disk, though that was switched off meanwhile', async () => {
    const { url, admin } = await freshPostgresDatabase();
    const engine = await PostgresEngine.open(url);
    await admin('ALTER DATABASE % SET synchronous_commit = off');
    const [setting] = await engine.read(() =>
      query<{ synchronous_commit: string }>('SHOW synchronous_commit').all({}),
    );
    await engine.close();
    expect(setting).toEqual({ synchronous_commit: 'on' });
    await expect(PostgresEngine.open(url)).rejects.toThrow('synchronous_commit=off');
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
