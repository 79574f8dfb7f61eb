import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Environment } from '../../config.ts';
import { migrations, newestVersion } from '../../store/migrations/migrations.ts';
import { toSqliteSchema } from '../../store/sqlite/to-sqlite.ts';
import { commandEnvironment, commandWords } from '../../testing/command-process.ts';
import { openPseudoTerminal } from '../../testing/pseudo-terminal.ts';
import { recordTerminal } from '../../testing/recorded-terminal.ts';
import { runSql } from '../../testing/run-sql.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { engines, freshDatabase } from '../../testing/test-databases.ts';
import { testKeys } from '../../testing/test-server.ts';
import { commands } from '../commands.ts';
import { runCommandLine } from '../run-command-line.ts';

const timeout = 120_000;

interface Where {
  readonly databaseUrl: string;
  readonly environment?: Environment;
}

/** Runs a command in this process, where nobody sits. */
async function runCommand(words: readonly string[], { databaseUrl, environment }: Where) {
  const terminal = recordTerminal();
  const exitCode = await runCommandLine(words, commands, {
    environment: { DATABASE_URL: databaseUrl, TOTP_KIT_KEYS: testKeys, ...environment },
    terminal,
  });
  return { exitCode, out: terminal.printed(), err: terminal.said() };
}

/** The same for one that succeeds with `--json`. */
async function runJsonCommand(words: readonly string[], where: Where): Promise<unknown> {
  const { exitCode, out, err } = await runCommand([...words, '--json'], where);
  expect(exitCode, err).toBe(0);
  return JSON.parse(out);
}

/** A database with an administrator, whose keys are the tests'. */
async function makeDatabase(databaseUrl: string): Promise<void> {
  await runJsonCommand(['migrate'], { databaseUrl });
  await runJsonCommand(['admin', 'add', 'ada'], { databaseUrl });
}

async function makeBackup(): Promise<{ readonly file: string; readonly databaseUrl: string }> {
  const databaseUrl = await freshDatabase('SQLite');
  await makeDatabase(databaseUrl);
  const file = join(temporaryFolder(), 'backup.db');
  await runJsonCommand(['backup', file], { databaseUrl });
  return { file, databaseUrl };
}

describe.each(engines)('totp-kit backup of %s', { timeout }, (engine) => {
  it('makes a file for its owner only, says what is not in it, and overwrites none', async () => {
    const databaseUrl = await freshDatabase(engine);
    await makeDatabase(databaseUrl);
    const folder = temporaryFolder();
    const file = join(folder, 'backup.db');
    // No key is needed.
    const environment = { TOTP_KIT_KEYS: undefined };
    const made = await runCommand(['backup', file], { databaseUrl, environment });
    expect(made).toMatchObject({ exitCode: 0 });
    expect(made.out).toContain(`1 account as of `);
    expect(made.err).toContain('The encryption keys are not in it.');
    expect(readdirSync(folder)).toEqual(['backup.db']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await runSql(databaseUrl, 'SELECT name FROM marks')).toMatchObject([
      { name: 'backed-up-at' },
    ]);

    const bytes = readFileSync(file);
    const again = await runCommand(['backup', file], { databaseUrl, environment });
    expect(again).toMatchObject({ exitCode: 1, out: '' });
    expect(again.err).toContain('is there already, and is left alone');
    expect(readFileSync(file)).toEqual(bytes);
  });

  it('is restored only where nothing is, and only with its keys', async () => {
    const databaseUrl = await freshDatabase(engine);
    await makeDatabase(databaseUrl);
    const file = join(temporaryFolder(), 'backup.db');
    await runJsonCommand(['backup', file], { databaseUrl });
    const there = await runCommand(['restore', file, '--yes'], { databaseUrl });
    expect(there).toMatchObject({ exitCode: 1, out: '' });
    expect(there.err).toMatch(/already.* It was left alone\. Stop the server/);

    const emptyUrl = await freshDatabase(engine);
    const wrongKeys = { TOTP_KIT_KEYS: `k1:${Buffer.alloc(32, 8).toString('base64')}` };
    const otherKeys = { TOTP_KIT_KEYS: `k2:${Buffer.alloc(32, 8).toString('base64')}` };
    for (const [environment, words] of [
      [wrongKeys, 'The encryption key "k1" in TOTP_KIT_KEYS is not the one'],
      [otherKeys, 'The encryption key "k1" is missing'],
    ] as const) {
      const refused = await runCommand(['restore', file, '--yes'], {
        databaseUrl: emptyUrl,
        environment,
      });
      expect(refused).toMatchObject({ exitCode: 1, out: '' });
      expect(refused.err).toContain(words);
    }
    const unasked = await runCommand(['restore', file], { databaseUrl: emptyUrl });
    expect(unasked).toMatchObject({ exitCode: 4, out: '' });
    expect(unasked.err).toContain('That needs --yes');
    await expectEmpty(emptyUrl);

    const restored = await runCommand(['restore', file, '--yes'], { databaseUrl: emptyUrl });
    expect(restored).toMatchObject({ exitCode: 0, err: '' });
    expect(restored.out).toContain('holds 1 account again, as of ');
    const { administrators } = (await runJsonCommand(['admin', 'list'], {
      databaseUrl: emptyUrl,
    })) as { readonly administrators: readonly object[] };
    expect(administrators).toMatchObject([{ loginId: 'ada' }]);
  });
});

async function expectEmpty(databaseUrl: string): Promise<void> {
  if (databaseUrl.startsWith('sqlite:')) {
    expect(readdirSync(dirname(databaseUrl.slice('sqlite:'.length)))).toEqual([]);
    return;
  }
  const sql =
    'SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()';
  expect(await runSql(databaseUrl, sql)).toEqual([]);
}

describe('totp-kit restore', { timeout }, () => {
  it('asks on a terminal, and does nothing without a yes', async () => {
    const { file } = await makeBackup();
    const databaseUrl = await freshDatabase('SQLite');
    const asked = openPseudoTerminal(['restore', file], { databaseUrl });
    await asked.waitFor('Type yes to go on');
    expect(asked.screen()).toContain('What was done since is lost. Everybody is signed out');
    asked.type('no\n');
    expect(await asked.ended()).toBe(4);
    await expectEmpty(databaseUrl);
  });

  it('leaves files alone that are no whole backup, and says what they are', async () => {
    const { file, databaseUrl: source } = await makeBackup();
    const folder = temporaryFolder();
    const variant = (name: string, change: (path: string) => void) => {
      const path = join(folder, name);
      copyFileSync(file, path);
      change(path);
      return path;
    };
    const inSql = (sql: string) => (path: string) => {
      const database = new Database(path);
      database.exec(sql);
      database.close();
    };
    const cases: readonly (readonly [path: string, words: RegExp])[] = [
      [variant('text', (path) => writeFileSync(path, 'not a database')), /not a backup/],
      [variant('empty', (path) => truncateSync(path, 0)), /not a backup/],
      [variant('short', (path) => truncateSync(path, 100_000)), /damaged or not whole/],
      [variant('torn', overwritePages), /damaged or not whole/],
      [variant('altered', inSql("UPDATE users SET login_id = 'eve'")), /not what was written/],
      [
        variant('newer', inSql("INSERT INTO schema_migrations VALUES (999, 'x', 0)")),
        /version 999/,
      ],
      [variant('other', inSql("UPDATE schema_migrations SET name = 'x'")), /not a backup of/],
      [variant('open', (path) => writeFileSync(`${path}-wal`, '')), /totp-kit backup/],
      [join(folder, 'missing'), /no such file/],
      [folder, /is a folder/],
    ];
    const databaseUrl = await freshDatabase('SQLite');
    for (const [path, words] of cases) {
      const isFile = path !== folder && !path.endsWith('missing');
      const bytes = isFile ? readFileSync(path) : undefined;
      const refused = await runCommand(['restore', path, '--yes'], { databaseUrl });
      expect(refused, path).toMatchObject({ exitCode: 1, out: '' });
      expect(refused.err, path).toMatch(words);
      if (isFile) expect(readFileSync(path).equals(bytes ?? Buffer.alloc(0)), path).toBe(true);
    }
    await expectEmpty(databaseUrl);
    expect(readdirSync(dirname(source.slice('sqlite:'.length)))).toContain('test.db');
  });

  it('brings a backup of an older schema to that of this program', async () => {
    const databaseUrl = await freshDatabase('SQLite');
    const path = databaseUrl.slice('sqlite:'.length);
    makeOldDatabase(path, newestVersion - 1);
    const file = join(temporaryFolder(), 'backup.db');
    expect(await runJsonCommand(['backup', file], { databaseUrl })).toMatchObject({
      schemaVersion: newestVersion - 1,
    });
    // It was not migrated by being backed up.
    expect((await runCommand(['migrate', '--check'], { databaseUrl })).exitCode).toBe(4);
    for (const engine of engines) {
      const restoredUrl = await freshDatabase(engine);
      await runJsonCommand(['restore', file, '--yes'], { databaseUrl: restoredUrl });
      expect(
        (await runCommand(['migrate', '--check'], { databaseUrl: restoredUrl })).exitCode,
      ).toBe(0);
      expect(await runSql(restoredUrl, 'SELECT login_id FROM users')).toEqual([
        { login_id: 'ada' },
      ]);
    }
  });

  it('waits for no clock that is behind the backup', async () => {
    const { file } = await makeBackup();
    const databaseUrl = await freshDatabase('SQLite');
    const [program = '', ...first] = commandWords;
    const child = spawn('faketime', ['-f', '-2h', program, ...first, 'restore', file, '--yes'], {
      env: { ...commandEnvironment({ databaseUrl }), PATH: process.env['PATH'] },
    });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    await once(child, 'close');
    expect(child.exitCode).toBe(1);
    expect(err).toContain('Set the clock, then restore');
    await expectEmpty(databaseUrl);
  });
});

/** What a disk does that loses pages in the middle. */
function overwritePages(path: string): void {
  const bytes = readFileSync(path);
  bytes.fill(0xaa, 8 * 4096, 40 * 4096);
  writeFileSync(path, bytes);
}

function makeOldDatabase(path: string, version: number): void {
  const database = new Database(path);
  database.exec(
    'CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT',
  );
  for (const migration of migrations.filter((one) => one.version <= version)) {
    database.exec(toSqliteSchema(migration.sql));
    database.exec(migration.sqlite ?? '');
    database
      .prepare('INSERT INTO schema_migrations VALUES (?, ?, 0)')
      .run(migration.version, migration.name);
  }
  database.exec(
    "INSERT INTO users (user_id, login_id_canonical, login_id, login_id_verified, sign_in, status, created_at) VALUES ('user_1', 'ada', 'ada', 1, 'direct', 'enabled', 1)",
  );
  database.close();
}

describe('a backup or a restore that is ended half way', { timeout }, () => {
  it('leaves nothing under the final name, and succeeds when it is run again', async () => {
    const databaseUrl = await freshDatabase('SQLite');
    await makeDatabase(databaseUrl);
    await runSql(databaseUrl, manyEvents(120_000));
    const file = join(temporaryFolder(), 'backup.db');
    for (const signal of ['SIGKILL', 'SIGINT'] as const) {
      const ended = await endHalfWay(['backup', file], {
        databaseUrl,
        signal,
        folder: dirname(file),
      });
      expect(ended.left).not.toContain('backup.db');
      if (signal === 'SIGINT') expect(ended).toMatchObject({ left: [], exitCode: 4 });
    }
    await runJsonCommand(['backup', file], { databaseUrl });
    expect(readdirSync(dirname(file))).toEqual(['backup.db']);

    const placeUrl = await freshDatabase('SQLite');
    const folder = dirname(placeUrl.slice('sqlite:'.length));
    const words = ['restore', file, '--yes'];
    for (const signal of ['SIGKILL', 'SIGINT'] as const) {
      const ended = await endHalfWay(words, { databaseUrl: placeUrl, signal, folder });
      expect(ended.left).not.toContain('test.db');
      if (signal === 'SIGINT') expect(ended).toMatchObject({ left: [], exitCode: 4 });
    }
    await runJsonCommand(words, { databaseUrl: placeUrl });
    expect(readdirSync(folder)).toEqual(['test.db']);
  });

  it('leaves no table in PostgreSQL', async () => {
    const databaseUrl = await freshDatabase('SQLite');
    await makeDatabase(databaseUrl);
    await runSql(databaseUrl, manyEvents(30_000));
    const file = join(temporaryFolder(), 'backup.db');
    await runJsonCommand(['backup', file], { databaseUrl });
    const placeUrl = await freshDatabase('PostgreSQL');
    const words = ['restore', file, '--yes'];
    const child = spawn(commandWords[0] ?? '', [...commandWords.slice(1), ...words], {
      env: commandEnvironment({ databaseUrl: placeUrl }),
    });
    const isLoading =
      "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'INSERT INTO events%' AND pid <> pg_backend_pid()";
    while ((await runSql(placeUrl, isLoading)).length === 0 && child.exitCode === null);
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
    expect(child.signalCode).toBe('SIGKILL');
    await expectEmpty(placeUrl);
    await runJsonCommand(words, { databaseUrl: placeUrl });
    expect(await runSql(placeUrl, 'SELECT login_id FROM users')).toEqual([{ login_id: 'ada' }]);
  });

  it('says that the disk is full', async () => {
    const databaseUrl = await freshDatabase('SQLite');
    await makeDatabase(databaseUrl);
    await runSql(databaseUrl, manyEvents(30_000));
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'small'));
    const inside = `mount -t tmpfs -o size=1m tmpfs '${folder}/small' && "$@"; code=$?; ls -A '${folder}/small' >&2; exit $code`;
    const child = spawn(
      'unshare',
      ['-rm', 'sh', '-c', inside, 'sh', ...commandWords, 'backup', `${folder}/small/backup.db`],
      { env: { ...commandEnvironment({ databaseUrl }), PATH: process.env['PATH'] } },
    );
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    await once(child, 'close');
    expect(child.exitCode).toBe(1);
    expect(err.trimEnd()).toBe(
      `${folder}/small/backup.db: the disk is full. Make space, or name a file on another disk; what was begun is gone.`,
    );
  });
});

/** So many that a copy takes its time. */
const manyEvents = (count: number) => `
  WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count})
  INSERT INTO events (event_id, at, action, actor) SELECT 'event_' || n, n, 'verification.failed', 'anonymous' FROM numbers`;

/** Sends a signal when the draft is there, and says what is left in the folder. */
async function endHalfWay(
  words: readonly string[],
  options: {
    readonly databaseUrl: string;
    readonly signal: NodeJS.Signals;
    readonly folder: string;
  },
): Promise<{ readonly left: readonly string[]; readonly exitCode: number | null }> {
  const child = spawn(commandWords[0] ?? '', [...commandWords.slice(1), ...words], {
    env: commandEnvironment(options),
  });
  const closed = once(child, 'close');
  const before = new Set(readdirSync(options.folder));
  const hasDraft = () =>
    readdirSync(options.folder).some((name) => name.endsWith('.draft') && !before.has(name));
  while (!hasDraft() && child.exitCode === null) await new Promise(setImmediate);
  child.kill(options.signal);
  await closed;
  expect(child.exitCode).not.toBe(0);
  return { left: readdirSync(options.folder), exitCode: child.exitCode };
}
