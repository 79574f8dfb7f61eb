import { copyFileSync } from 'node:fs';
import type { JSONWebKeySet } from 'jose';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { describe, expect, onTestFinished } from 'vitest';
import { readDatabaseLocation } from '../../src/config.ts';
import { Keyring } from '../../src/keyring/keyring.ts';
import { KeyManagement } from '../../src/services/key-management.ts';
import { makeSigningKey } from '../../src/services/signing-keys.ts';
import { openStore } from '../../src/store/open-store.ts';
import { asSession } from '../../src/testing/linking.ts';
import { runSql } from '../../src/testing/run-sql.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { ownOrigin, startTestServer, type TestServer } from '../../src/testing/test-server.ts';
import {
  hastenBeats,
  keyOf,
  manageKeys,
  setKeyStage,
  signUp,
  until,
  writeKeyFile,
} from './key-stage.ts';

const minute = 60_000;
const by = { kind: 'system', id: 'command line' } as const;

async function fetchKeys(server: TestServer): Promise<JSONWebKeySet> {
  const response = await server.fetch('/.well-known/jwks.json');
  expect(response.headers.get('cache-control')).toBe('public, max-age=300');
  return (await response.json()) as JSONWebKeySet;
}

/** A site that keeps the keys as long as it may, and never looks again for a key it does not know. */
class ThriftySite {
  readonly #server: TestServer;
  #keys: JSONWebKeySet = { keys: [] };
  #keptUntil = 0;

  constructor(server: TestServer) {
    this.#server = server;
  }

  async check(token: string): Promise<void> {
    const now = this.#server.clock.read();
    if (now >= this.#keptUntil) {
      this.#keys = await fetchKeys(this.#server);
      this.#keptUntil = now + 300_000;
    }
    const currentDate = new Date(now);
    await jwtVerify(token, createLocalJWKSet(this.#keys), { issuer: ownOrigin, currentDate });
  }
}

/** An operator's command on the database of a server, by its clock. */
async function manage({ databaseUrl, clock }: TestServer): Promise<KeyManagement> {
  const store = await openStore(readDatabaseLocation({ DATABASE_URL: databaseUrl }));
  onTestFinished(() => store.close());
  const keyring = new Keyring([keyOf('k1', 7)]);
  return new KeyManagement({ store, keyring, clock: clock.read, by }, undefined);
}

function kidOf(token = ''): unknown {
  const [header = ''] = token.split('.');
  return (JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: unknown }).kid;
}

describe('the key that signs tokens changes', () => {
  securityRow('S52', 'a site that cached the keys can check every token', async ({ engine }) => {
    hastenBeats();
    const server = await startTestServer({ engine });
    const keys = await manage(server);
    const { app, confirmation } = await server.signUp('ada');
    const site = new ThriftySite(server);
    await site.check(confirmation.session?.accessToken ?? '');

    const { kid, signsFrom, othersUntil } = await keys.rotateSigning('with overlap');
    await expect(keys.rotateSigning('with overlap')).rejects.toThrow('published already');
    await until(async () => (await fetchKeys(server)).keys.length === 2);
    const issued: { readonly token: string; readonly at: number }[] = [];
    for (let now = server.clock.read(); now < othersUntil; now = server.clock.read()) {
      const { session } = await server.signIn('ada', app);
      const token = session?.accessToken ?? '';
      const at = server.clock.read();
      issued.push({ token, at });
      await site.check(token);
      expect(kidOf(token) === kid).toBe(at >= signsFrom);
      const oldest = issued.find((one) => one.at + 9.5 * minute >= at)?.token ?? '';
      await new ThriftySite(server).check(oldest);
      await server.call('getSession', { headers: { authorization: `Bearer ${oldest}` } });
    }
    expect((await fetchKeys(server)).keys.map((key) => key.kid)).toEqual([kid]);
  });

  securityRow('S52', 'ended at once, it is good for nothing more', async ({ engine }) => {
    hastenBeats();
    const server = await startTestServer({ engine });
    const keys = await manage(server);
    const { session } = (await server.signUp('ada')).confirmation;
    const headers = asSession(session);
    await server.call('getSession', { headers });

    const { kid } = await keys.rotateSigning('at once');
    await until(async () => (await fetchKeys(server)).keys[0]?.kid === kid);
    expect((await fetchKeys(server)).keys).toHaveLength(1);
    expect((await server.refused('getSession', { headers })).code).toBe('unauthenticated');
    const body = { refreshToken: session?.refreshToken };
    const refreshed = await server.call('refreshSession', { body });
    expect(kidOf(refreshed.session.accessToken)).toBe(kid);
    await server.call('getSession', { headers: asSession(refreshed.session) });
  });

  securityRow('S52', 'ended at once, the one to come never signs', async ({ engine }) => {
    hastenBeats();
    const server = await startTestServer({ engine });
    const keys = await manage(server);
    const { app } = await server.signUp('ada');
    await keys.rotateSigning('with overlap');
    server.clock.advance({ ms: minute });
    await keys.rotateSigning('at once');
    // Nothing is to come any more: another one may.
    await keys.rotateSigning('with overlap');
    const { kid } = await keys.rotateSigning('at once');
    await until(async () => (await fetchKeys(server)).keys[0]?.kid === kid);
    server.clock.advance({ ms: 20 * minute });
    const { session } = await server.signIn('ada', app);
    expect(kidOf(session?.accessToken)).toBe(kid);
    await server.call('getSession', { headers: asSession(session) });
  });
});

describe('a signing key that a server cannot open', () => {
  securityRow('S52', 'a key that a server lacks seals no signing key', async ({ engine }) => {
    const stage = await setKeyStage(engine, [keyOf('k2', 9), keyOf('k1', 7)]);
    const { store, keys } = await manageKeys(stage);
    const now = Date.now();
    await runSql(
      stage.databaseUrl,
      `INSERT INTO servers (server_id, version, seals_with, opens_with, clock_offset_ms, started_at, seen_at)
       VALUES ('web-2', '1', 'k1', '["k1"]', 0, ${now}, ${now + 3_600_000})`,
    );
    for (const start of ['with overlap', 'at once'] as const) {
      await expect(keys.rotateSigning(start)).rejects.toThrow(
        '"k2" is not known to the server web-2',
      );
    }
    expect(await store.listSigningKeys()).toEqual([]);
    await runSql(stage.databaseUrl, `UPDATE servers SET opens_with = '["k1","k2"]'`);
    const { kid } = await keys.rotateSigning('at once');
    expect(await store.listSigningKeys()).toMatchObject([{ kid }]);
  });

  securityRow(
    'S52',
    'with no other one the server is not ready, until it opens it',
    async (row) => {
      hastenBeats();
      const stage = await setKeyStage(row.engine);
      const server = await stage.serveHere();
      const { store } = await manageKeys(stage);
      const keyFile = writeKeyFile([keyOf('k1', 7), keyOf('k2', 9)]);
      const elsewhere = new Keyring([keyOf('k2', 9)]);
      const rotate = async (othersUntil: number): Promise<string> => {
        const times = { createdAt: Date.now(), signsFrom: 0 };
        const successor = makeSigningKey(elsewhere, times);
        await store.rotateSigningKey({ successor, othersUntil, by });
        return successor.kid;
      };
      const log = (kid: string) =>
        new RegExp(`The signing key ${kid} cannot .* instead\\.`).exec(server.output())?.[0];
      const isReady = async (): Promise<boolean> => (await server.fetch('/readyz')).status === 200;

      const first = await rotate(Date.now() + 60 * minute);
      await until(() => log(first) !== undefined);
      expect(log(first)).toMatch(/"k2" is missing in the key file .* Another one signs instead\.$/);
      expect(await isReady()).toBe(true);
      await signUp(server.fetch, 'ada');

      const second = await rotate(0);
      await until(() => log(second) !== undefined);
      expect(log(second)).toMatch(
        /"k2" is missing in the key file .* No other one signs instead\.$/,
      );
      await until(async () => !(await isReady()));
      expect(server.output()).toMatch(/not ready: This server has no key that signs tokens/);

      copyFileSync(keyFile, stage.keyFile);
      await until(isReady);
      await signUp(server.fetch, 'bob');
    },
  );
});
