import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect } from 'vitest';
import { formatKeyList } from '../../src/keyring/key-list.ts';
import { addressOf, inBatches } from '../../src/testing/batches.ts';
import { runSql } from '../../src/testing/run-sql.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import type { ServerProcess } from '../../src/testing/server-process.ts';
import {
  addEnrollments,
  hastenBeats,
  keyOf,
  manageKeys,
  setKeyStage,
  signIn,
  signUp,
  startLoad,
  until,
  unwatched,
  type KeyStage,
} from './key-stage.ts';

const k1 = keyOf('k1', 7);

/** What the first word of the key file is, which seals. */
function firstOf({ keyFile }: KeyStage): string | undefined {
  return readFileSync(keyFile, 'utf8').split(':')[0];
}

/** A command that does what it is told. */
async function succeed(stage: KeyStage, words: string): Promise<string> {
  const { exitCode, out, err } = await stage.run(words);
  expect(exitCode, out + err).toBe(0);
  return out;
}

/** Runs a command that others may make wait for longer than it does. */
async function runInTurn(stage: KeyStage, words: string): Promise<void> {
  await until(async () => {
    const { exitCode, err } = await stage.run(words);
    if (exitCode !== 0) expect(err).toMatch(/nother (command is|one may be) changing keys/);
    return exitCode === 0;
  });
}

/** Rotates until nothing is left that a server sealed before it had noticed. */
async function rotateToTheEnd(stage: KeyStage): Promise<void> {
  await until(async () => {
    const { exitCode, out, err } = await stage.run('keys rotate');
    expect(exitCode === 0 || exitCode === 5, out + err).toBe(true);
    return exitCode === 0;
  });
}

/** Drops a key that servers may still seal with for a moment, as an operator does who reads what the command says. */
async function dropWhenFree(stage: KeyStage, keyId: string): Promise<void> {
  await until(async () => {
    const { exitCode, err } = await stage.run(`keys drop ${keyId} --yes`);
    if (exitCode === 0) return true;
    expect(err).toMatch(/is in use: \d+ stored secrets? (is|are) sealed with it|seals on/);
    await stage.run('keys rotate');
    return false;
  });
}

function serversOf(stage: KeyStage, count: number): Promise<readonly ServerProcess[]> {
  return Promise.all(Array.from({ length: count }, () => stage.serve()));
}

describe('keys change while people sign in', () => {
  securityRow('S52', 'two rotations, one killed half way: no request fails', async (row) => {
    const { engine, count } = row;
    const stage = await setKeyStage(engine);
    const servers = await serversOf(stage, engine === 'SQLite' ? 1 : 2);
    const enrollments = count({ full: 20_000, reduced: 400 });
    await addEnrollments(stage, { key: k1, count: enrollments });
    const [server] = servers;
    if (server === undefined) throw new Error('no server');
    const early = await signUp(server.fetch, 'early');
    const load = startLoad(servers, 2);

    await succeed(stage, 'keys add');
    expect(firstOf(stage)).toBe('k1');
    await stage.rotateUntilKilled(Math.floor(enrollments / 2));
    for (const keyId of ['k1', 'k2']) {
      expect(await stage.countSealed('enrollments', keyId)).toBeGreaterThan(enrollments / 10);
    }
    await rotateToTheEnd(stage);
    expect(firstOf(stage)).toBe('k2');
    const inUse = await stage.run('keys drop k2 --yes');
    expect(inUse.exitCode).toBe(4);
    expect(inUse.err).toMatch(/"k2" is in use: \d+ stored secrets are sealed with it/);

    await succeed(stage, 'keys add');
    await rotateToTheEnd(stage);
    expect(firstOf(stage)).toBe('k3');
    await dropWhenFree(stage, 'k2');
    await dropWhenFree(stage, 'k1');
    const before = load.accepted();
    await until(() => load.accepted() >= before + 2);
    const rest = await load.end();

    expect(readFileSync(stage.keyFile, 'utf8')).toMatch(/^k3:[A-Za-z0-9+/]{43}=\n$/);
    for (const table of ['authenticators', 'enrollments', 'server_secrets'] as const) {
      expect(await stage.countSealed(table, 'k1')).toBe(0);
      expect(await stage.countSealed(table, 'k2')).toBe(0);
    }
    const users = [early, ...rest];
    const outcomes = await inBatches(users.length, async (index) => {
      const user = users[index];
      return user && signIn(server.fetch, user, addressOf(index));
    });
    expect(new Set(outcomes)).toEqual(new Set(['accepted']));
  });

  securityRow('S52', 'two commands at once wait for each other', async ({ engine }) => {
    const stage = await setKeyStage(engine, [k1, keyOf('k2', 9)]);
    await succeed(stage, 'migrate');
    await addEnrollments(stage, { key: k1, count: 500 });
    await Promise.all([
      runInTurn(stage, 'keys rotate --to k2'),
      runInTurn(stage, 'keys rotate --to k2'),
      runInTurn(stage, 'keys add'),
    ]);
    expect(await stage.countSealed('enrollments', 'k2')).toBe(500);
    const keyIds = readFileSync(stage.keyFile, 'utf8').match(/^\w+/gm);
    expect(keyIds).toEqual(['k2', 'k1', 'k3']);
  });

  securityRow('S52', 'a key that a server lacks seals nothing', async ({ engine }) => {
    const stage = await setKeyStage(engine, [k1, keyOf('k2', 9)]);
    await succeed(stage, 'migrate');
    await addEnrollments(stage, { key: k1, count: 10 });
    const now = Date.now();
    await runSql(
      stage.databaseUrl,
      `INSERT INTO servers (server_id, version, seals_with, opens_with, clock_offset_ms, started_at, seen_at)
       VALUES ('web-2', '1', 'k1', '["k1"]', 0, ${now}, ${now + 3_600_000})`,
    );
    const { keys } = await manageKeys(stage);
    await expect(keys.rotate(undefined, unwatched)).rejects.toThrow(
      '"k2" is not known to the server web-2',
    );
    expect(await stage.countSealed('enrollments', 'k1')).toBe(10);
    expect(firstOf(stage)).toBe('k1');
    await runSql(stage.databaseUrl, `UPDATE servers SET opens_with = '["k1","k2"]'`);
    expect(await keys.rotate(undefined, unwatched)).toMatchObject({
      keyId: 'k2',
      left: 0,
      lagging: [{ serverId: 'web-2' }],
    });
    expect(await stage.countSealed('enrollments', 'k2')).toBe(10);
    await expect(keys.drop('k1')).rejects.toThrow('"k1" seals on the server web-2');
  });

  securityRow('S52', 'a rotation that cannot write the file has changed nothing', async (row) => {
    const stage = await setKeyStage(row.engine, [k1, keyOf('k2', 9)]);
    await succeed(stage, 'migrate');
    await addEnrollments(stage, { key: k1, count: 1 });
    const { store, keys } = await manageKeys(stage);
    // Where the new file is drafted.
    mkdirSync(`${stage.keyFile}.new`);
    await expect(keys.rotate(undefined, unwatched)).rejects.toThrow('cannot be changed here');
    const recorded = "SELECT event_id FROM events WHERE action = 'server.keys_rotated'";
    expect(await runSql(stage.databaseUrl, recorded)).toEqual([]);
    const retired = (await store.listEncryptionKeys()).filter(
      ({ retiredAt }) => retiredAt !== null,
    );
    expect(retired).toEqual([]);
    rmdirSync(`${stage.keyFile}.new`);
    expect(await keys.rotate(undefined, unwatched)).toMatchObject({ keyId: 'k2', left: 0 });
    expect(await runSql(stage.databaseUrl, recorded)).toHaveLength(1);
  });

  securityRow('S52', 'keys of the environment rotate as the first one says', async ({ engine }) => {
    const stage = await setKeyStage(engine);
    const listOf = (...ids: readonly string[]) =>
      formatKeyList(ids.map((id) => keyOf(id, id === 'k1' ? 7 : 9)));
    const inEnvironment = (...ids: readonly string[]) => ({
      TOTP_KIT_KEYS: listOf(...ids),
      TOTP_KIT_KEYS_FILE: undefined,
    });
    const withKeys = (ids: readonly string[], words: string) =>
      stage.run(words, inEnvironment(...ids));
    await succeed(stage, 'migrate');
    await addEnrollments(stage, { key: k1, count: 10 });
    const add = await withKeys(['k1'], 'keys add');
    expect(add.exitCode).toBe(4);
    expect(add.err).toContain('echo "k2:$(openssl rand -base64 32)"');
    const behind = await withKeys(['k1', 'k2'], 'keys rotate');
    expect(behind.exitCode).toBe(4);
    expect(behind.err).toContain('Put "k2" first in TOTP_KIT_KEYS');
    const first = await withKeys(['k2', 'k1'], 'keys rotate');
    expect(first.exitCode, first.err).toBe(0);
    expect(await stage.countSealed('enrollments', 'k2')).toBe(10);
    const drop = await withKeys(['k2', 'k1'], 'keys drop k1 --yes');
    expect(drop.exitCode, drop.err).toBe(0);
    expect(drop.err).toContain('Remove "k1" from TOTP_KIT_KEYS');
    const status = await withKeys(['k2', 'k1'], 'keys status');
    for (const { out, err } of [add, behind, first, drop, status]) {
      for (const fill of [7, 9]) {
        expect(out + err).not.toContain(Buffer.alloc(32, fill).toString('base64').slice(0, 8));
      }
    }
    await expect(stage.serveHere(inEnvironment('k1', 'k2'))).rejects.toThrow(
      /"k1" was dropped, and TOTP_KIT_KEYS begins with it/,
    );
    await stage.serveHere(inEnvironment('k2'));
  });
});

describe('wrong keys', () => {
  securityRow('S52', 'a wrong or missing key stops the start', async ({ engine }) => {
    const stage = await setKeyStage(engine);
    const server = await stage.serveHere();
    const user = await signUp(server.fetch, 'ada');
    await server.stop();
    const right = readFileSync(stage.keyFile, 'utf8');

    writeFileSync(stage.keyFile, formatKeyList([keyOf('k1', 8)]));
    // As an operator sees it: the process says why and ends.
    await expect(stage.serve()).rejects.toThrow(
      /"k1" in the key file .* is not the one this database was sealed with/,
    );
    writeFileSync(stage.keyFile, formatKeyList([keyOf('k2', 8)]));
    await expect(stage.serveHere()).rejects.toThrow(
      /"k1" is missing in the key file .*, and 4 stored secrets are sealed with it/,
    );
    writeFileSync(stage.keyFile, right);
    expect(await signIn((await stage.serveHere()).fetch, user)).toBe('accepted');
  });

  securityRow('S52', 'a running server keeps its keys when their file is wrong', async (row) => {
    hastenBeats();
    const stage = await setKeyStage(row.engine);
    const server = await stage.serveHere();
    const ada = await signUp(server.fetch, 'ada');
    const bob = await signUp(server.fetch, 'bob');

    writeFileSync(stage.keyFile, formatKeyList([keyOf('k1', 8)]));
    await until(() => server.output().includes('is not the one this database was sealed with'));
    expect(await signIn(server.fetch, ada)).toBe('accepted');

    // As Kubernetes changes what it mounts: a link is swapped, the file behind it is another one.
    const next = join(dirname(stage.keyFile), 'next');
    writeFileSync(next, formatKeyList([k1, keyOf('k2', 9)]));
    symlinkSync(next, `${stage.keyFile}.link`);
    renameSync(`${stage.keyFile}.link`, stage.keyFile);
    await until(() => /k1.* seals now, .*k1.*, .*k2.* open/.test(server.output()));
    expect(await signIn(server.fetch, bob)).toBe('accepted');
    for (const fill of [7, 8, 9]) {
      const encoded = Buffer.alloc(32, fill).toString('base64');
      expect(server.output()).not.toContain(encoded.slice(0, 8));
    }
  });
});
