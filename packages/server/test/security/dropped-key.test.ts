import { writeFileSync } from 'node:fs';
import { Client } from 'pg';
import { describe, expect, onTestFinished } from 'vitest';
import { readConfig, readDatabaseLocation } from '../../src/config.ts';
import { createTotpKit } from '../../src/index.ts';
import { formatKeyList } from '../../src/keyring/key-list.ts';
import { makeSigningKey } from '../../src/services/signing-keys.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { json } from '../../src/testing/attempts.ts';
import { runSql } from '../../src/testing/run-sql.ts';
import { securityRow, securityRowOnPostgres } from '../../src/testing/security-rows.ts';
import {
  holdBeats,
  keyOf,
  manageKeys,
  sealedColumns,
  setKeyStage,
  signIn,
  signUp,
  startSignUp,
  unwatched,
  until,
  type KeyStage,
  type ServerHere,
} from './key-stage.ts';

const k1 = keyOf('k1', 7);

/** As a drop does that took a server for ended, because it stood still. */
const dropK1 = "UPDATE key_checks SET dropped_at = 1 WHERE key_id = 'k1'";

async function expectHeld(response: Response): Promise<void> {
  expect(response.status).toBe(503);
  expect((await response.json()) as object).toMatchObject({ code: 'storage_unavailable' });
}

function startFor(server: ServerHere, loginId: string): Promise<Response> {
  return server.fetch('/api/v1/enrollments', json({ action: 'sign-up', loginId }));
}

async function countSealedByK1(stage: KeyStage): Promise<number> {
  const tables = Object.keys(sealedColumns) as (keyof typeof sealedColumns)[];
  const counts = await Promise.all(tables.map((table) => stage.countSealed(table, 'k1')));
  return counts.reduce((total, count) => total + count, 0);
}

describe('a key that was dropped', () => {
  securityRow('S52', 'a key that is dropped while a server starts stops the start', async (row) => {
    const stage = await setKeyStage(row.engine, [keyOf('k2', 9), k1]);
    await (await stage.serveHere()).stop();
    const store = await openStore(readDatabaseLocation({ DATABASE_URL: stage.databaseUrl }));
    let isClosed = false;
    const late: Store = {
      ...store,
      // Its keys were looked at by then, and nobody could see it before.
      beat: async (beat) => {
        await runSql(stage.databaseUrl, "UPDATE key_checks SET dropped_at = 1 WHERE key_id = 'k2'");
        return store.beat(beat);
      },
      close: async () => {
        await store.close();
        isClosed = true;
      },
    };
    const environment = { DATABASE_URL: stage.databaseUrl, ...stage.environment };
    const config = readConfig(environment, () => undefined);
    const start = createTotpKit({
      config,
      store: late,
      logger: { warn: () => undefined, error: () => undefined },
    });
    await expect(start).rejects.toThrow(/"k2" was dropped, and the key file .* begins with it/);
    expect(isClosed).toBe(true);
    const servers = await runSql(stage.databaseUrl, 'SELECT server_id FROM servers');
    expect(servers).toEqual([]);
  });

  securityRow('S52', 'a server whose key is dropped stores nothing under it', async (row) => {
    const letBeat = holdBeats();
    const stage = await setKeyStage(row.engine, [k1, keyOf('k2', 9)]);
    const server = await stage.serveHere();
    const user = await signUp(server.fetch, 'ada');
    const other = await startSignUp(server.fetch, 'eve');
    const before = await countSealedByK1(stage);
    await runSql(stage.databaseUrl, dropK1);
    // It has not looked yet: the database refuses.
    await expectHeld(await startFor(server, 'bob'));
    await expectHeld(await other.confirm());
    expect(await countSealedByK1(stage)).toBe(before);
    expect((await server.fetch('/readyz')).status).toBe(200);

    letBeat();
    await until(() => server.output().includes('"k1" was dropped, and'));
    await expectHeld(await startFor(server, 'bob'));
    expect((await server.fetch('/readyz')).status).toBe(503);
    expect(await signIn(server.fetch, user)).toBe('accepted');
    expect(server.output().match(/a request failed/g)).toHaveLength(1);

    // A file that lacks a key in use is looked at again when the database has changed.
    writeFileSync(stage.keyFile, formatKeyList([keyOf('k2', 9)]));
    await until(() => server.output().includes('"k1" is missing'));
    for (const [table, column] of Object.entries(sealedColumns)) {
      await runSql(stage.databaseUrl, `DELETE FROM ${table} WHERE ${column} LIKE 'v1.k1.%'`);
    }
    const { store, keyring } = await manageKeys(stage);
    await store.keepSigningKeys(makeSigningKey(keyring, { createdAt: Date.now(), signsFrom: 0 }));
    await until(() => server.output().includes('"k2" seals now'));
    expect((await startFor(server, 'bob')).status).toBe(201);
    await until(async () => (await server.fetch('/readyz')).status === 200);
  });

  securityRowOnPostgres('S52', 'while it is dropped, nothing is stored under it', async (row) => {
    holdBeats();
    const stage = await setKeyStage(row.engine, [k1, keyOf('k2', 9)]);
    const server = await stage.serveHere();
    const drop = new Client({ connectionString: stage.databaseUrl });
    await drop.connect();
    onTestFinished(() => drop.end());
    await drop.query('BEGIN');
    await drop.query(dropK1);
    let status = 0;
    const started = startFor(server, 'bob').then((response) => {
      ({ status } = response);
    });
    const waits =
      "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%INSERT INTO enrollments%'";
    await until(async () => status !== 0 || (await runSql(stage.databaseUrl, waits)).length > 0);
    await drop.query('COMMIT');
    await started;
    expect(status).toBe(503);
    expect(await stage.countSealed('enrollments', 'k1')).toBe(0);
  });
});

describe('sign-ups that store something all the time', () => {
  securityRowOnPostgres('S52', 'keep no key from being replaced and dropped', async (row) => {
    const stage = await setKeyStage(row.engine, [k1, keyOf('k2', 9)]);
    const hasty = new URL(stage.databaseUrl);
    hasty.searchParams.set('lock_timeout', '50');
    const { store, keyring, keys } = await manageKeys({ ...stage, databaseUrl: hasty.href });
    for (const [keyId, checkValue] of keyring.checkValues)
      await store.addKeyCheck(keyId, checkValue);
    const signUps = new Client({ connectionString: stage.databaseUrl });
    await signUps.connect();
    onTestFinished(() => signUps.end());
    const holdKeys = async (): Promise<void> => {
      await signUps.query('BEGIN');
      await signUps.query('SELECT 1 FROM key_checks FOR SHARE');
    };
    let tries = 0;
    const letIn = async (): Promise<void> => {
      tries += 1;
      if (tries === 3) await signUps.query('COMMIT');
    };
    const { retireOtherKeys, markKeyDropped } = store;
    store.retireOtherKeys = async (change) => letIn().then(() => retireOtherKeys(change));
    store.markKeyDropped = async (keyId, at) => letIn().then(() => markKeyDropped(keyId, at));

    await holdKeys();
    expect(await keys.rotate('k2', unwatched)).toMatchObject({ keyId: 'k2' });
    expect(tries).toBe(3);
    await holdKeys();
    await expect(keys.drop('k1')).rejects.toThrow(
      /^Servers are so busy storing new secrets .* in 5 tries\. Do this again .* It said: /,
    );
    await signUps.query('COMMIT');
    tries = 0;
    await holdKeys();
    expect(await keys.drop('k1')).toEqual({ isRemoved: true });
    expect(tries).toBe(3);
  });
});
