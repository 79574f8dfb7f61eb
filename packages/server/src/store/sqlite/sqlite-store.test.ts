import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { StorageUnavailableError } from '../engine.ts';
import { openStore } from '../open-store.ts';
import type { Store } from '../store.ts';
import { describeStore } from '../testing/store-contract.ts';
import { by, newUser, signUp, start } from '../testing/store-fixtures.ts';

async function open(path: string): Promise<Store> {
  const store = await openStore({ engine: 'sqlite', path });
  onTestFinished(() => store.close());
  return store;
}

describeStore('SQLite', () => open(join(temporaryFolder(), 'test.db')));

describe('the SQLite file', () => {
  it('is readable by its owner only, and so is its log', async () => {
    const path = join(temporaryFolder(), 'data', 'test.db');
    const store = await open(path);
    await store.createUser(newUser('ada'), by);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(`${path}-wal`).mode & 0o777).toBe(0o600);
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
  });

  it('is tightened when it was readable by others', async () => {
    const path = join(temporaryFolder(), 'test.db');
    await (await openStore({ engine: 'sqlite', path })).close();
    chmodSync(path, 0o644);
    await open(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('keeps what was acknowledged when it is opened again', async () => {
    const path = join(temporaryFolder(), 'test.db');
    const store = await openStore({ engine: 'sqlite', path });
    const { userId, sessionId } = await signUp(store, 'ada');
    await store.close();
    const reopened = await open(path);
    expect(await reopened.findUser(userId, start)).toBeDefined();
    expect(await reopened.findLiveSession(sessionId, start)).toBeDefined();
  });

  it('refuses a schema of a newer program and leaves it as it is', async () => {
    const path = join(temporaryFolder(), 'test.db');
    const database = new Database(path);
    database.exec(
      'CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, name TEXT, applied_at INTEGER)',
    );
    database.exec("INSERT INTO schema_migrations VALUES (99, 'future', 0)");
    database.close();
    await expect(open(path)).rejects.toThrow(/schema version 99/);
  });

  it('refuses what is not a database, says so, and leaves it untouched', async () => {
    const path = join(temporaryFolder(), 'test.db');
    const content = 'this is not a database, it is a letter to a friend'.repeat(100);
    writeFileSync(path, content);
    await expect(open(path)).rejects.toThrow(/not a SQLite database/);
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  it('says what is wrong with a place that cannot be used', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    await expect(open(join(folder, 'file', 'test.db'))).rejects.toThrow(/is a file, not a folder/);
    await expect(open(folder)).rejects.toThrow(StorageUnavailableError);
  });

  it('answers that storage is unavailable while another process holds the lock, then goes on', async () => {
    const path = join(temporaryFolder(), 'test.db');
    const store = await open(path);
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    await expect(store.createUser(newUser('ada'), by)).rejects.toThrow(StorageUnavailableError);
    other.exec('ROLLBACK');
    other.close();
    expect(await store.createUser(newUser('ada'), by)).toBe(true);
  });
});
