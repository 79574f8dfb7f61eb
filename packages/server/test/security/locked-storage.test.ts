import Database from 'better-sqlite3';
import { Client } from 'pg';
import { describe, expect } from 'vitest';
import {
  securityRow,
  securityRowOnPostgres,
  type RowContext,
} from '../../src/testing/security-rows.ts';
import { startServerProcess } from '../../src/testing/server-process.ts';
import { freshDatabase } from '../../src/testing/test-databases.ts';
import {
  expectNotReady,
  expectRecovery,
  expectRefusal,
  names,
  signIn,
  signUpAll,
  startEnrollment,
} from './storage-scene.ts';

const answersWithinMs = 5000;

describe('a locked database', () => {
  securityRow(
    'S42',
    'a lock that is held: an answer within 5 s, 503 with Retry-After, and later accepted once',
    async ({ engine, count }) => {
      const databaseUrl = await freshDatabase(engine);
      const server = await startServerProcess(databaseUrl);
      const people = await signUpAll(server, names('ada', count({ full: 40, reduced: 15 })));
      const release = await holdLock({ engine }, databaseUrl);
      const refusedFor = performance.now() + count({ full: 10_000, reduced: 0 });
      do {
        const startedAt = performance.now();
        const refusals = people.map(async (person) => {
          await expectRefusal(await signIn(server, person));
          expect(performance.now() - startedAt).toBeLessThan(answersWithinMs);
        });
        const enrollment = startEnrollment(server, 'bob').then(expectRefusal);
        // Who waits for the lock holds up nobody else.
        expect(await Promise.race([health(server), ...refusals])).toBe(200);
        await Promise.all([...refusals, enrollment]);
      } while (performance.now() < refusedFor);
      expect(server.output()).toMatch(/another (program|session) holds (its|a) lock/);
      await expectNotReady(server);

      await release();
      await Promise.all(people.map((person) => expectRecovery(server, person)));
    },
  );

  securityRow('S42', 'a lock that is let go in time is waited for', async ({ engine }) => {
    const databaseUrl = await freshDatabase(engine);
    const server = await startServerProcess(databaseUrl);
    const people = await signUpAll(server, names('ada', 3));
    const release = await holdLock({ engine }, databaseUrl);
    const answers = people.map((person) => signIn(server, person));
    expect(await Promise.race([health(server), ...answers])).toBe(200);
    await release();
    for (const answer of answers) expect((await answer).status).toBe(200);
  });

  securityRowOnPostgres('S42', 'a locked user holds up no other user', async () => {
    const databaseUrl = await freshDatabase('PostgreSQL');
    const server = await startServerProcess(databaseUrl);
    const [ada, bob] = await signUpAll(server, ['ada', 'bob']);
    if (ada === undefined || bob === undefined) throw new Error('nobody');
    const release = await holdPostgres(
      databaseUrl,
      "SELECT 1 FROM users WHERE login_id = 'ada' FOR UPDATE",
    );
    const refusal = signIn(server, ada);
    expect((await signIn(server, bob)).status).toBe(200);
    await expectRefusal(await refusal);
    // A lock on one row is no fault of the whole.
    expect(server.output()).not.toContain('not ready');
    await release();
    await expectRecovery(server, ada);
  });
});

/** Holds a lock as another program does, until it is released. */
async function holdLock(
  { engine }: Pick<RowContext, 'engine'>,
  databaseUrl: string,
): Promise<() => Promise<void>> {
  if (engine === 'PostgreSQL') {
    return holdPostgres(databaseUrl, 'LOCK TABLE users IN ACCESS EXCLUSIVE MODE');
  }
  const other = new Database(databaseUrl.slice('sqlite:'.length));
  other.exec('BEGIN EXCLUSIVE');
  return async () => {
    other.exec('ROLLBACK');
    other.close();
  };
}

async function holdPostgres(databaseUrl: string, sql: string): Promise<() => Promise<void>> {
  const other = new Client({ connectionString: databaseUrl });
  await other.connect();
  await other.query('BEGIN');
  await other.query(sql);
  return () => other.end();
}

async function health(server: { readonly fetch: (path: string) => Promise<Response> }) {
  const response = await server.fetch('/healthz');
  await response.body?.cancel();
  return response.status;
}
