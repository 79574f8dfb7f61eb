import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { newestVersion } from '../store/migrations/migrations.ts';
import { runCommand, runCommandHere, runJsonCommandHere } from '../testing/command-process.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { engines, freshDatabase } from '../testing/test-databases.ts';

describe.each(engines)('totp-kit migrate on %s', { timeout: 30_000 }, (engine) => {
  it('says what there is to do, does it, and then has nothing to do', async () => {
    const databaseUrl = await freshDatabase(engine);
    const pending = await runCommandHere(['migrate', '--check'], { databaseUrl });
    expect(pending).toMatchObject({ exitCode: 4, err: '' });
    expect(pending.out).toContain(`at schema version 0, this program needs ${newestVersion}`);

    const done = await runCommandHere(['migrate'], { databaseUrl });
    expect(done.exitCode).toBe(0);
    expect(done.out).toContain(`went from schema version 0 to ${newestVersion}.`);
    expect(done.err).toContain('Bringing ');

    const again = await runCommandHere(['migrate', '--check'], { databaseUrl });
    expect(again).toMatchObject({ exitCode: 0, err: '' });
    expect(again.out).toContain('nothing to do');
    expect(await runJsonCommandHere(['migrate'], { databaseUrl })).toEqual({
      from: newestVersion,
      to: newestVersion,
      newest: newestVersion,
    });
  });

  it('is asked for by the other commands, which make nothing', async () => {
    const databaseUrl = await freshDatabase(engine);
    for (const words of [
      ['users', 'list'],
      ['admin', 'add', 'ada'],
      ['management-key', 'list'],
    ]) {
      const { exitCode, out, err } = await runCommandHere(words, { databaseUrl });
      expect(exitCode).toBe(1);
      expect(out).toBe('');
      expect(err).toContain('"totp-kit migrate" makes it');
    }
  });

  it('does not say the password of a database', async () => {
    const databaseUrl = 'postgres://ada:secret-of-ada@127.0.0.1:1/none';
    const { exitCode, out, err } = await runCommandHere(['migrate'], { databaseUrl });
    expect(exitCode).toBe(1);
    expect(out + err).not.toContain('secret-of-ada');
  });
});

describe('totp-kit on a SQLite file', { timeout: 30_000 }, () => {
  it('leaves no file where a mistyped DATABASE_URL points', async () => {
    const folder = temporaryFolder();
    const databaseUrl = `sqlite:${join(folder, 'data', 'mistyped.db')}`;
    const environment = { TOTP_KIT_KEYS: undefined };
    const { exitCode } = await runCommand(['users', 'list'], { databaseUrl, environment });
    expect(exitCode).toBe(1);
    expect((await runCommand(['migrate', '--check'], { databaseUrl, environment })).exitCode).toBe(
      4,
    );
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  it('leaves a database of a newer totp-kit alone', async () => {
    const path = join(temporaryFolder(), 'totp-kit.db');
    const databaseUrl = `sqlite:${path}`;
    await runCommandHere(['migrate'], { databaseUrl });
    const database = new Database(path);
    database.exec("INSERT INTO schema_migrations VALUES (999, 'from the future', 0)");
    database.close();
    for (const words of [['migrate'], ['migrate', '--check'], ['users', 'list']]) {
      const { exitCode, out, err } = await runCommandHere(words, { databaseUrl });
      expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
      expect(err).toContain('has schema version 999');
      expect(err).toContain('Use the newer totp-kit that wrote it.');
    }
  });

  it('needs no key to migrate, and makes none', async () => {
    const folder = temporaryFolder();
    const databaseUrl = `sqlite:${join(folder, 'totp-kit.db')}`;
    const environment = { TOTP_KIT_KEYS: undefined, NODE_ENV: 'production' };
    expect((await runCommandHere(['migrate'], { databaseUrl, environment })).exitCode).toBe(0);
    expect(readdirSync(folder)).toEqual(['totp-kit.db']);
  });

  it('refuses the wrong encryption key, and says which', async () => {
    const databaseUrl = await freshDatabase('SQLite');
    await runCommandHere(['migrate'], { databaseUrl });
    expect((await runCommandHere(['users', 'list'], { databaseUrl })).exitCode).toBe(0);
    const environment = { TOTP_KIT_KEYS: `k1:${Buffer.alloc(32, 8).toString('base64')}` };
    const { exitCode, err } = await runCommandHere(['users', 'list'], { databaseUrl, environment });
    expect(exitCode).toBe(1);
    expect(err).toContain('The encryption key "k1" in TOTP_KIT_KEYS is not the one');
    expect(err).not.toMatch(/^\s+at /m);
  });
});
