import { Client } from 'pg';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { freshDatabase, freshPostgresDatabase } from '../../testing/test-databases.ts';
import { StorageUnavailableError, type StorageFaultKind } from '../engine.ts';
import { openStore } from '../open-store.ts';
import { explainFault } from './faults.ts';
import { PostgresEngine } from './postgres-engine.ts';
import { command } from '../script.ts';

/** What PostgreSQL answers when a function of it raises that SQLSTATE. */
async function raise(databaseUrl: string, code: string): Promise<unknown> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await client.query(`DO $$ BEGIN RAISE 'no' USING ERRCODE = '${code}'; END $$`);
  } catch (error) {
    return error;
  } finally {
    await client.end();
  }
}

async function refusalOf(url: string): Promise<StorageUnavailableError> {
  const opened = await openStore({ engine: 'postgres', url }).catch((error: unknown) => error);
  if (!(opened instanceof StorageUnavailableError)) throw new Error('it was opened');
  return opened;
}

describe('explainFault', () => {
  it.each<[string, StorageFaultKind, RegExp]>([
    ['53100', 'full', /its disk is full. Make space there/],
    ['25006', 'read-only', /it takes no writes. It is a standby/],
    ['42501', 'read-only', /GRANT it the rights/],
    ['53300', 'unreachable', /no connection to spare/],
    ['28P01', 'unreachable', /Check user and password in DATABASE_URL/],
    ['57P03', 'unreachable', /it is starting or stopping/],
    ['08006', 'unreachable', /it does not answer/],
    ['57014', 'slow', /it has more to do than it gets done in time/],
    ['55P03', 'locked', /another session holds a lock/],
    ['40P01', 'locked', /another session holds a lock/],
    ['XX001', 'damaged', /what it has stored is damaged. Stop it/],
    ['XX002', 'damaged', /restore a backup/],
    ['42P01', 'gone', /the tables of totp-kit are not there/],
    ['58030', 'other', /its disk or operating system reports errors/],
    ['XX000', 'other', /look into its log. It says: no \(XX000\)\.$/],
  ])('says what to do about %s', async (code, kind, words) => {
    const fault = explainFault(await raise(inject('postgresUrl'), code));
    expect(fault).toMatchObject({ kind, message: expect.stringMatching(words) as string });
  });
});

describe('PostgresEngine', () => {
  it('says what to do when there is no such database, user or connection', async () => {
    const { url, admin } = await freshPostgresDatabase();
    const none = new URL(url);
    none.pathname = '/nobody_made_this';
    expect(await refusalOf(none.href)).toMatchObject({
      kind: 'gone',
      message: expect.stringContaining('Make it (createdb)') as string,
    });
    const stranger = new URL(url);
    stranger.username = 'nobody_made_this';
    const noEntry = await refusalOf(stranger.href);
    expect(noEntry.message).toContain('Check user and password in DATABASE_URL');
    expect(noEntry.message).toMatch(/\(28\w+\)/);
    await admin('CREATE ROLE % LOGIN CONNECTION LIMIT 0');
    onTestFinished(() => admin('DROP ROLE %'));
    const crowded = new URL(url);
    crowded.username = new URL(url).pathname.slice(1);
    expect((await refusalOf(crowded.href)).message).toContain('no connection to spare');
  });

  it('calls tables that were taken away a fault of the storage, and a wrong statement not', async () => {
    const engine = await PostgresEngine.open(await freshDatabase('PostgreSQL'));
    onTestFinished(() => engine.close());
    const run = (sql: string) => engine.write(() => command(sql).run({}));
    await expect(run('DELETE FROM no_such_table')).rejects.toMatchObject({ kind: 'gone' });
    await expect(run('DELETE FROM users WHERE no_such_column = 1')).rejects.not.toBeInstanceOf(
      StorageUnavailableError,
    );
  });
});
