import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client } from 'pg';
import { inject, onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

export const engines = ['SQLite', 'PostgreSQL'] as const;
export type EngineName = (typeof engines)[number];

/** A DATABASE_URL of an empty database of the test's own, gone when the test is over. */
export async function freshDatabase(engine: EngineName): Promise<string> {
  return engine === 'SQLite'
    ? `sqlite:${join(temporaryFolder(), 'test.db')}`
    : freshSchema(inject('postgresUrl'));
}

/** A schema of its own is as good as a database of its own, and made faster. */
async function freshSchema(serverUrl: string): Promise<string> {
  const schema = `test_${randomBytes(8).toString('hex')}`;
  await runSql(serverUrl, `CREATE SCHEMA ${schema}`);
  onTestFinished(() => runSql(serverUrl, `DROP SCHEMA ${schema} CASCADE`));
  const url = new URL(serverUrl);
  url.searchParams.set('options', `-c search_path=${schema}`);
  return url.href;
}

/**
 * A database of PostgreSQL that a test may close, lock and change the settings of. Its `admin` runs SQL beside it, with
 * `%` for its name.
 */
export async function freshPostgresDatabase(): Promise<{
  readonly url: string;
  readonly admin: (sql: string) => Promise<void>;
}> {
  const serverUrl = inject('postgresUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const admin = (sql: string): Promise<void> => runSql(serverUrl, sql.replaceAll('%', name));
  await admin('CREATE DATABASE %');
  onTestFinished(() => admin('DROP DATABASE % WITH (FORCE)'));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, admin };
}

async function runSql(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
