import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sealContexts } from '../core/sealed-kinds.ts';
import { KeyFile } from '../keyring/key-file.ts';
import { formatKeyList } from '../keyring/key-list.ts';
import { Keyring } from '../keyring/keyring.ts';
import { openStore } from '../store/open-store.ts';
import { runSql } from '../testing/run-sql.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { KeyManagement } from './key-management.ts';
import { loadServerKeys } from './server-keys.ts';

const by = { kind: 'system', id: 'command line' } as const;
const fills: Readonly<Record<string, number>> = { k1: 1, k2: 2, k3: 3 };
const listOf = (...ids: readonly string[]) =>
  formatKeyList(ids.map((id) => ({ id, bytes: Buffer.alloc(32, fills[id]) })));

/** A database with a key file that several servers and commands look at, each with a ring of its own. */
async function openStage(...ids: readonly string[]) {
  const folder = temporaryFolder();
  const [path, database] = [join(folder, 'keys'), join(folder, 'test.db')];
  writeFileSync(path, listOf(...ids));
  const store = await openStore({ engine: 'sqlite', path: database });
  onTestFinished(() => store.close());
  let now = Date.now();
  const clock = () => (now += 100);
  const readRing = () => {
    const file = new KeyFile(path);
    const materials = file.read();
    if ('fault' in materials) throw new Error(materials.fault);
    const keyring = new Keyring(materials, file);
    return { file, keyring, context: { store, keyring, clock, by } };
  };
  return {
    store,
    clock,
    path,
    sql: (text: string) => runSql(`sqlite:${database}`, text),
    startServer: async () => {
      const { keyring, context } = readRing();
      return { keyring, keys: await loadServerKeys(context) };
    },
    manage: () => {
      const { file, keyring, context } = readRing();
      return { keyring, keys: new KeyManagement(context, file) };
    },
    idsInFile: () => readFileSync(path, 'utf8').match(/^\w+/gm),
  };
}

const unwatched = {
  isInterrupted: () => false,
  onProgress: () => undefined,
  onWaiting: () => undefined,
};

describe('KeyManagement', () => {
  it('rotates to a key that was never used, and never back by itself', async () => {
    const stage = await openStage('k1');
    await stage.startServer();
    const { keys } = stage.manage();
    expect(await keys.add()).toEqual({ keyId: 'k2' });
    expect(await keys.rotate(undefined, unwatched)).toMatchObject({ keyId: 'k2', resealed: 3 });
    expect(await keys.rotate(undefined, unwatched)).toMatchObject({ keyId: 'k2', resealed: 0 });
    expect(stage.idsInFile()).toEqual(['k2', 'k1']);
    expect(await keys.rotate('k1', unwatched)).toMatchObject({ keyId: 'k1', resealed: 3 });
    expect(stage.idsInFile()).toEqual(['k1', 'k2']);
  });

  it('seals the rest with the first key where a new one was put in front by hand', async () => {
    const stage = await openStage('k1');
    await stage.startServer();
    writeFileSync(stage.path, listOf('k2', 'k1'));
    const { keys } = stage.manage();
    expect(await keys.rotate(undefined, unwatched)).toMatchObject({ keyId: 'k2', resealed: 3 });
  });

  it('goes on where it was interrupted, and counts what is left', async () => {
    const stage = await openStage('k1', 'k2');
    await stage.startServer();
    const { keys } = stage.manage();
    let looks = 0;
    const isInterrupted = () => (looks += 1) > 3;
    const report = await keys.rotate(undefined, { ...unwatched, isInterrupted });
    expect(report.left).toBeGreaterThan(0);
    expect(await keys.rotate(undefined, unwatched)).toMatchObject({ keyId: 'k2', left: 0 });
  });

  it('leaves alone what no key opens, and names it', async () => {
    const stage = await openStage('k1', 'k2');
    const { keyring } = await stage.startServer();
    const sealed = keyring.seal(Buffer.alloc(20), sealContexts.enrollment('another'));
    await stage.sql(
      `INSERT INTO enrollments (enrollment_hash, action, login_id_canonical, login_id, sealed_key, start_subjects,
        wrong_codes, created_at, expires_at) VALUES ('moved', 'sign-up', 'x', 'x', '${sealed}', '[]', 0, 0, 1)`,
    );
    const { keys } = stage.manage();
    const report = await keys.rotate(undefined, unwatched);
    expect(report).toMatchObject({ resealed: 3, left: 1 });
    expect(report.unreadable).toEqual([{ kind: 'enrollments', rowId: 'moved', userId: undefined }]);
    await expect(keys.drop('k1')).rejects.toThrow('"k1" is in use: 1 stored secret is sealed');
    expect(await stage.sql('SELECT sealed_key AS sealed FROM enrollments')).toEqual([{ sealed }]);
  });

  it('never gives a key the ID of one that was dropped', async () => {
    const stage = await openStage('k1');
    await stage.startServer();
    const { keys } = stage.manage();
    await keys.add();
    await keys.rotate(undefined, unwatched);
    expect(await keys.drop('k1')).toEqual({ isRemoved: true });
    expect(await keys.add()).toEqual({ keyId: 'k3' });
    expect(stage.idsInFile()).toEqual(['k2', 'k3']);
    expect(await keys.drop('k3')).toEqual({ isRemoved: true });
    expect(await keys.add()).toEqual({ keyId: 'k4' });
  });

  it('drops no key with which a server began to seal at the same moment', async () => {
    const stage = await openStage('k2', 'k1');
    const { store } = stage;
    await stage.startServer();
    const { keys } = stage.manage();
    // The server says that it is there behind the first look, and before the second.
    const markKeyDropped = store.markKeyDropped.bind(store);
    store.markKeyDropped = async (keyId, at) => {
      const now = stage.clock();
      await stage.sql(
        `INSERT OR IGNORE INTO servers VALUES ('late', '1', 'k1', '["k1","k2"]', 0, ${now}, ${now})`,
      );
      await markKeyDropped(keyId, at);
    };
    await expect(keys.drop('k1')).rejects.toThrow('"k1" seals on the server late');
    expect(stage.idsInFile()).toEqual(['k2', 'k1']);
    expect(await store.listEncryptionKeys()).toMatchObject([
      { keyId: 'k1', droppedAt: null },
      { keyId: 'k2', droppedAt: null },
    ]);
  });

  it('leaves a key dropped that was, where it may not be dropped again', async () => {
    const stage = await openStage('k2', 'k1');
    const { store } = stage;
    await stage.startServer();
    await store.markKeyDropped('k1', 7);
    const { keys } = stage.manage();
    const markKeyDropped = store.markKeyDropped.bind(store);
    store.markKeyDropped = async (keyId, at) => {
      const now = stage.clock();
      await stage.sql(
        `INSERT OR IGNORE INTO servers VALUES ('late', '1', 'k1', '["k1","k2"]', 0, ${now}, ${now})`,
      );
      await markKeyDropped(keyId, at);
    };
    await expect(keys.drop('k1')).rejects.toThrow('"k1" seals on the server late');
    expect(await store.listEncryptionKeys()).toMatchObject([
      { keyId: 'k1', droppedAt: 7 },
      { keyId: 'k2', droppedAt: null },
    ]);
  });

  it('says in plain words what comes next', async () => {
    const stage = await openStage('k1');
    await stage.startServer();
    const { keys } = stage.manage();
    const adviceOf = async () => (await keys.takeInventory()).advice;
    expect(await adviceOf()).toEqual([]);
    await keys.add();
    expect(await adviceOf()).toEqual([
      '"k2" seals nothing yet. "totp-kit keys rotate" seals everything with it.',
    ]);
    await keys.rotate(undefined, unwatched);
    expect(await adviceOf()).toEqual([
      'Nothing needs "k1" any more but backups of before. "totp-kit keys drop k1" ends it.',
    ]);
    const now = stage.clock();
    await stage.sql(`INSERT INTO servers VALUES ('web', '1', 'k1', '["k1"]', 0, ${now}, ${now})`);
    expect(await adviceOf()).toEqual([
      expect.stringMatching(/^"k2" is not known to the server web\./),
      'Another key than "k2" seals on the server web. Put "k2" first there.',
    ]);
  });
});

describe('ServerKeys in a running server', () => {
  it('opens at once what another one sealed with a key that was just added', async () => {
    const stage = await openStage('k1');
    const { keyring } = await stage.startServer();
    writeFileSync(stage.path, listOf('k1', 'k2'));
    const context = sealContexts.enrollment('any');
    const sealed = new Keyring([{ id: 'k2', bytes: Buffer.alloc(32, 2) }]).seal(
      Buffer.from('key'),
      context,
    );
    expect(keyring.open(sealed, context)?.toString()).toBe('key');
    expect(keyring.opensWith).toEqual(['k1']);
  });

  it('takes over a changed file, says so once, and refuses one that lacks a key in use', async () => {
    const stage = await openStage('k1');
    const { keyring, keys } = await stage.startServer();
    expect(await keys.refresh()).toEqual([]);
    writeFileSync(stage.path, listOf('k1', 'k2'));
    expect(await keys.refresh()).toMatchObject([{ level: 'warn' }]);
    expect(keyring.opensWith).toEqual(['k1', 'k2']);
    writeFileSync(stage.path, listOf('k2'));
    expect(await keys.refresh()).toMatchObject([
      {
        level: 'error',
        message: expect.stringMatching(/"k1" is missing in the key file/) as string,
      },
    ]);
    expect(await keys.refresh()).toEqual([]);
    expect(keyring.opensWith).toEqual(['k1', 'k2']);
  });

  it('is not fit for requests when others seal with a key that it lacks, until it has it', async () => {
    const stage = await openStage('k1');
    const { keys } = await stage.startServer();
    const other = new Keyring(
      ['k2', 'k1'].map((id) => ({ id, bytes: Buffer.alloc(32, fills[id]) })),
    );
    const { store, clock } = stage;
    const elsewhere = new KeyManagement({ store, keyring: other, clock, by }, undefined);
    await elsewhere.rotate(undefined, unwatched);
    expect(keys.fault).toBeUndefined();
    expect(await keys.refresh()).toMatchObject([{ level: 'error' }]);
    expect(keys.fault).toMatch(/"k2" is in use and missing in the key file/);
    writeFileSync(stage.path, listOf('k1', 'k2'));
    expect(await keys.refresh()).toHaveLength(2);
    expect(keys.fault).toBeUndefined();
  });
});
