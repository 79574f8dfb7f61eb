import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Client } from 'pg';
import { describe, expect } from 'vitest';
import { migrations, newestVersion } from '../../src/store/migrations/migrations.ts';
import { fillDialect } from '../../src/store/postgres/to-postgres.ts';
import { toSqliteSchema } from '../../src/store/sqlite/to-sqlite.ts';
import { runSql } from '../../src/testing/run-sql.ts';
import {
  securityRow,
  securityRowOnPostgres,
  securityRowOnSqlite,
} from '../../src/testing/security-rows.ts';
import { startServerProcess } from '../../src/testing/server-process.ts';
import { temporaryFolder } from '../../src/testing/temporary-folder.ts';
import { freshDatabase, type EngineName } from '../../src/testing/test-databases.ts';
import { signIn, signUp, until } from './storage-scene.ts';

const versions = migrations.map(({ version }) => version);

describe('migrations', () => {
  securityRow('S55', 'an old program on a newer schema refuses to start', async ({ engine }) => {
    const databaseUrl = await freshDatabase(engine);
    const newer = await startServerProcess(databaseUrl);
    const ada = await signUp(newer, 'ada');
    await newer.kill();
    await runSql(databaseUrl, "INSERT INTO schema_migrations VALUES (999, 'of the future', 0)");
    await expect(startServerProcess(databaseUrl)).rejects.toThrow(
      new RegExp(
        `totp-kit cannot start: .*has schema version 999, this program knows up to ${newestVersion}. Run the newer`,
      ),
    );
    await runSql(databaseUrl, 'DELETE FROM schema_migrations WHERE version = 999');
    expect((await signIn(await startServerProcess(databaseUrl), ada)).status).toBe(200);
  });

  securityRow(
    'S55',
    'three processes start at once and one migrates',
    async ({ engine, count }) => {
      const databaseUrl = await freshDatabase(engine);
      const users = count({ full: 100_000, reduced: 2000 });
      await makeOldDatabase(engine, { databaseUrl, users });
      const servers = await Promise.all([1, 2, 3].map(() => startServerProcess(databaseUrl)));
      expect(await appliedVersions(databaseUrl)).toEqual(versions);
      expect(await countUsers(databaseUrl)).toBe(users);
      for (const [index, server] of servers.entries()) await signUp(server, `new ${index}`);
    },
  );

  securityRowOnSqlite(
    'S55',
    'three processes start at once and one makes the database',
    async () => {
      const databaseUrl = await freshDatabase('SQLite');
      const servers = await Promise.all([1, 2, 3].map(() => startServerProcess(databaseUrl)));
      for (const [index, server] of servers.entries()) await signUp(server, `new ${index}`);
      expect(await appliedVersions(databaseUrl)).toEqual(versions);
    },
  );

  securityRowOnSqlite(
    'S55',
    'killed half way, a migration leaves the database as it was, and runs again',
    async ({ count }) => {
      const users = count({ full: 100_000, reduced: 2000 });
      const databaseUrl = await freshDatabase('SQLite');
      await makeOldDatabase('SQLite', { databaseUrl, users });
      // At its first write into the log, and in the middle of them.
      for (const write of [1, 50]) {
        const log = `${databaseUrl.slice('sqlite:'.length)}-wal`;
        const kill = `inject=pwrite64:signal=KILL:when=${write}`;
        const launcher = ['strace', '-f', '-qq', '-o', '/dev/null', '-P', log, '-e', kill];
        const start = startServerProcess(databaseUrl, {}, { launcher });
        await expect(start).rejects.toThrow('the server ended');
        expect(await appliedVersions(databaseUrl)).toEqual([1, 2]);
      }
      await startServerProcess(databaseUrl);
      expect(await appliedVersions(databaseUrl)).toEqual(versions);
      expect(await countUsers(databaseUrl)).toBe(users);
    },
  );

  securityRowOnPostgres(
    'S55',
    'killed half way, a migration leaves the database as it was, and runs again',
    async ({ count }) => {
      const users = count({ full: 100_000, reduced: 2000 });
      const databaseUrl = await freshDatabase('PostgreSQL');
      await makeOldDatabase('PostgreSQL', { databaseUrl, users });
      // The last migration changes signing_keys: until then all others have run.
      const holder = new Client({ connectionString: databaseUrl });
      await holder.connect();
      await holder.query('BEGIN; LOCK TABLE signing_keys IN ACCESS EXCLUSIVE MODE');
      const pidFile = join(temporaryFolder(), 'pid');
      const launcher = ['sh', '-c', 'echo $$ > "$0" && exec "$@"', pidFile];
      const start = startServerProcess(databaseUrl, {}, { launcher });
      const isEnded = expect(start).rejects.toThrow('the server ended');
      await until(async () => {
        const { rows } = await holder.query(
          'SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))',
        );
        return rows.length > 0 || undefined;
      });
      process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL');
      await isEnded;
      await holder.end();
      expect(await until(() => appliedVersions(databaseUrl))).toEqual([1, 2]);

      await startServerProcess(databaseUrl);
      expect(await appliedVersions(databaseUrl)).toEqual(versions);
      expect(await countUsers(databaseUrl)).toBe(users);
    },
  );
});

/** A database as version 2 left it, with that many users, each with an authenticator. */
async function makeOldDatabase(
  engine: EngineName,
  { databaseUrl, users }: { readonly databaseUrl: string; readonly users: number },
): Promise<void> {
  const schema = migrations.filter(({ version }) => version <= 2).map(({ sql }) => sql);
  const sql = `${schema.join('\n')}
CREATE TABLE schema_migrations (version BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL);
INSERT INTO schema_migrations VALUES (1, 'initial', 0), (2, 'administrators', 0);
WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < ${users})
INSERT INTO users (user_id, login_id_canonical, login_id, login_id_verified, name, sign_in, status, created_at)
  SELECT 'user_' || i, 'old ' || i, 'Old ' || i, 0, 'Old Number ' || i, 'direct', 'enabled', i FROM numbers;
INSERT INTO authenticators (authenticator_id, user_id, sealed_key, last_step, created_at)
  SELECT 'auth_' || user_id, user_id, 'sealed', 0, 1 FROM users;`;
  if (engine === 'SQLite') {
    const database = new Database(databaseUrl.slice('sqlite:'.length));
    database.exec(toSqliteSchema(sql));
    database.close();
    return;
  }
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(fillDialect(sql));
  await client.end();
}

async function appliedVersions(databaseUrl: string): Promise<number[]> {
  const rows = await runSql(databaseUrl, 'SELECT version FROM schema_migrations ORDER BY version');
  return (rows as { version: number | string }[]).map(({ version }) => Number(version));
}

/** Users of before the migration. */
async function countUsers(databaseUrl: string): Promise<number> {
  const sql =
    "SELECT count(*) AS number FROM users WHERE user_id LIKE 'user_%' AND login_id LIKE 'Old %'";
  const [row] = (await runSql(databaseUrl, sql)) as { number: number | string }[];
  return Number(row?.number);
}
