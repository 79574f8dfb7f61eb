import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { newestVersion } from '../../store/migrations/migrations.ts';
import { runJsonCommandHere } from '../../testing/command-here.ts';
import { commandEnvironment, commandWords } from '../../testing/command-process.ts';
import { makeOldDatabase } from '../../testing/old-database.ts';
import { runSql } from '../../testing/run-sql.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { freshDatabase } from '../../testing/test-databases.ts';

/** As another totp-kit that changes the schema, until the test is over. */
async function holdSchemaLock(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query(
    "SELECT pg_advisory_lock(708641180, hashtext(coalesce(current_schema(), '')))",
  );
}

describe('while another totp-kit changes the schema in PostgreSQL', { timeout: 120_000 }, () => {
  it('a restore says that it waits, and is ended by Ctrl-C with nothing left behind', async () => {
    const file = join(temporaryFolder(), 'copy.db');
    makeOldDatabase(file, newestVersion, '');
    const databaseUrl = await freshDatabase('PostgreSQL');
    await holdSchemaLock(databaseUrl);
    const TMPDIR = temporaryFolder();
    const [program = '', ...first] = commandWords;
    const child = spawn(program, [...first, 'restore', file, '--yes'], {
      env: commandEnvironment({ databaseUrl, environment: { TMPDIR } }),
    });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    const closed = once(child, 'close');
    let err = '';
    await new Promise<void>((resolve) => {
      child.once('close', resolve);
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        err += text;
        if (err.includes('Waiting for another totp-kit')) resolve();
      });
    });
    child.kill('SIGINT');
    await closed;
    expect(child.exitCode).toBe(4);
    expect(err).toMatch(
      /^Waiting for another totp-kit .*pg_terminate_backend\.\n.*Stopped\. Nothing was restored\.\n$/,
    );
    expect(readdirSync(TMPDIR)).toEqual([]);
    const tables =
      'SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()';
    expect(await runSql(databaseUrl, tables)).toEqual([]);
    const waiting = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";
    expect(await runSql(databaseUrl, waiting)).toEqual([]);
  });

  it('a backup is made and noted all the same', async () => {
    const databaseUrl = await freshDatabase('PostgreSQL');
    await runJsonCommandHere(['migrate'], { databaseUrl });
    await holdSchemaLock(databaseUrl);
    const folder = temporaryFolder();
    await runJsonCommandHere(['backup', join(folder, 'backup.db')], { databaseUrl });
    expect(readdirSync(folder)).toEqual(['backup.db']);
    expect(await runSql(databaseUrl, 'SELECT name FROM marks')).toEqual([{ name: 'backed-up-at' }]);
  });
});
