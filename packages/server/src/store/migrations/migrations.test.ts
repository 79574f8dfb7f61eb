import Database from 'better-sqlite3';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { durations } from '../../core/durations.ts';
import { engines, freshDatabase, type EngineName } from '../../testing/test-databases.ts';
import { openStore } from '../open-store.ts';
import { fillDialect } from '../postgres/to-postgres.ts';
import { toSqliteSchema } from '../sqlite/to-sqlite.ts';
import { everybody, start } from '../testing/store-fixtures.ts';
import { migrations } from './migrations.ts';

const today = Math.floor(start / durations.day);

/** What a server of before 0003 left behind. */
const legacy = `
INSERT INTO users (user_id, login_id_canonical, login_id, login_id_verified, name, email, sign_in, status, created_at,
  last_sign_in_at, role) VALUES
  ('user_ada', 'ada', 'Ada', 1, 'Ada Lovelace', 'ADA@example.com', 'direct', 'enabled', ${start}, ${start + 5}, NULL),
  ('user_bob', 'bob', 'bob', 0, NULL, NULL, 'ticket', 'disabled', ${start + 1}, NULL, NULL),
  ('user_cyd', 'cyd', 'cyd', 0, NULL, NULL, 'direct', 'enabled', ${start + 2}, NULL, NULL),
  ('user_admin', 'x-admin', 'root', 1, 'Ada Admin', NULL, 'direct', 'enabled', ${start}, NULL, 'administrator');
INSERT INTO authenticators (authenticator_id, user_id, sealed_key, last_step, created_at)
  VALUES ('auth_1', 'user_ada', 'sealed', 0, ${start + 3});
INSERT INTO attempt_budgets (subject, user_id, consecutive_failures, waiting_until, expires_at) VALUES
  ('user:user_bob', 'user_bob', 7, ${start + 60_000}, ${start + durations.day}),
  ('user:user_cyd', 'user_cyd', 1, 0, ${start + durations.day});
INSERT INTO failure_days (subject, day, failures) VALUES
  ('user:user_cyd', ${today - 20}, 30), ('user:user_cyd', ${today}, 20), ('user:user_ada', ${today}, 49);
INSERT INTO events (event_id, at, action, actor) VALUES ('event_1', ${start}, 'verification.failed', 'anonymous');
`;

describe.each(engines)('on %s a database of before', (engine) => {
  it('is listed, searched and counted after the migration', async () => {
    const url = await freshDatabase(engine);
    await makeVersionTwo(engine, url);
    const store = await openStore(
      engine === 'SQLite'
        ? { engine: 'sqlite', path: url.slice('sqlite:'.length) }
        : { engine: 'postgres', url },
    );
    try {
      const found = async (request: Partial<typeof everybody>) =>
        (await store.listUsers({ ...everybody, ...request })).users.map(({ user }) => user.userId);
      expect(await found({})).toEqual(['user_ada', 'user_bob', 'user_cyd']);
      expect(await found({ prefix: 'ada love' })).toEqual(['user_ada']);
      expect(await found({ prefix: 'ada@' })).toEqual(['user_ada']);
      expect(await found({ prefix: 'ada a' })).toEqual([]);
      expect(await found({ filter: { hasTotp: true } })).toEqual(['user_ada']);
      expect(await found({ filter: { hasNeverSignedIn: true } })).toEqual(['user_bob', 'user_cyd']);
      expect(await found({ filter: { isWaiting: true } })).toEqual(['user_bob', 'user_cyd']);
      const stopEnds = (today + 11) * durations.day;
      const filter = { isWaiting: true } as const;
      expect(await found({ filter, now: stopEnds - 1 })).toEqual(['user_cyd']);
      expect(await found({ filter, now: stopEnds })).toEqual([]);
      expect(await store.countUsers(start)).toEqual({
        total: 3,
        withTotp: 1,
        disabled: 1,
        waiting: 2,
      });
      const changedAt = async (userId: string) =>
        (await store.findUser(userId, start))?.user.changedAt;
      expect(await changedAt('user_ada')).toBe(start + 3);
      expect(await changedAt('user_bob')).toBe(start + 1);
      expect(await changedAt('user_admin')).toBeUndefined();
      const hour = Math.floor(start / durations.hour);
      expect(await store.countByHour(hour, hour)).toMatchObject([{ hour, failures: 1 }]);
      await store.updateUser({
        userId: 'user_cyd',
        name: 'Cyd',
        at: start,
        by: { kind: 'system' },
      });
      expect(await found({ prefix: 'CYD'.toLowerCase() })).toEqual(['user_cyd']);
    } finally {
      await store.close();
    }
  });
});

async function makeVersionTwo(engine: EngineName, url: string): Promise<void> {
  const before = migrations.filter(({ version }) => version <= 2);
  const record = `
CREATE TABLE schema_migrations (version BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL);
INSERT INTO schema_migrations VALUES (1, 'initial', 0), (2, 'administrators', 0);`;
  const schema = before.map(({ sql }) => sql).join('\n') + record + legacy;
  if (engine === 'SQLite') {
    const database = new Database(url.slice('sqlite:'.length));
    database.exec(toSqliteSchema(schema));
    database.close();
    return;
  }
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(fillDialect(schema));
  await client.end();
}
