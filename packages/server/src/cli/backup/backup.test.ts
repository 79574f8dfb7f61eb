import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import { newestVersion } from '../../store/migrations/migrations.ts';
import { runCommandHere, runJsonCommandHere } from '../../testing/command-here.ts';
import { commandEnvironment, commandWords } from '../../testing/command-process.ts';
import { openCommandShell } from '../../testing/command-shell.ts';
import { makeOldDatabase } from '../../testing/old-database.ts';
import { openPseudoTerminal } from '../../testing/pseudo-terminal.ts';
import { runSql } from '../../testing/run-sql.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { engines, freshDatabase } from '../../testing/test-databases.ts';

const timeout = 120_000;

/** A database with an administrator, whose keys are the tests'. */
async function makeDatabase(databaseUrl: string): Promise<void> {
  await runJsonCommandHere(['migrate'], { databaseUrl });
  await runJsonCommandHere(['admin', 'add', 'ada'], { databaseUrl });
}

async function makeBackup(): Promise<{ readonly file: string; readonly databaseUrl: string }> {
  const databaseUrl = await freshDatabase('SQLite');
  await makeDatabase(databaseUrl);
  const file = join(temporaryFolder(), 'backup.db');
  await runJsonCommandHere(['backup', file], { databaseUrl });
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
    const made = await runCommandHere(['backup', file], { databaseUrl, environment });
    expect(made).toMatchObject({ exitCode: 0 });
    expect(made.out).toContain(`1 account as of `);
    expect(made.err).toContain('The encryption keys are not in it.');
    expect(readdirSync(folder)).toEqual(['backup.db']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await runSql(databaseUrl, 'SELECT name FROM marks')).toMatchObject([
      { name: 'backed-up-at' },
    ]);

    const bytes = readFileSync(file);
    const again = await runCommandHere(['backup', file], { databaseUrl, environment });
    expect(again).toMatchObject({ exitCode: 1, out: '' });
    expect(again.err).toContain('is there already, and is left alone');
    expect(readFileSync(file)).toEqual(bytes);
  });

  it('is restored only where nothing is, and only with its keys', async () => {
    const databaseUrl = await freshDatabase(engine);
    await makeDatabase(databaseUrl);
    const file = join(temporaryFolder(), 'backup.db');
    await runJsonCommandHere(['backup', file], { databaseUrl });
    const there = await runCommandHere(['restore', file, '--yes'], { databaseUrl });
    expect(there).toMatchObject({ exitCode: 1, out: '' });
    expect(there.err).toMatch(/already.* It was left alone\. Stop the server/);

    const emptyUrl = await freshDatabase(engine);
    const wrongKeys = { TOTP_KIT_KEYS: `k1:${Buffer.alloc(32, 8).toString('base64')}` };
    const otherKeys = { TOTP_KIT_KEYS: `k2:${Buffer.alloc(32, 8).toString('base64')}` };
    for (const [environment, words] of [
      [wrongKeys, 'The encryption key "k1" in TOTP_KIT_KEYS is not the one'],
      [otherKeys, 'The encryption key "k1" is missing'],
    ] as const) {
      const refused = await runCommandHere(['restore', file, '--yes'], {
        databaseUrl: emptyUrl,
        environment,
      });
      expect(refused).toMatchObject({ exitCode: 1, out: '' });
      expect(refused.err).toContain(words);
    }
    const unasked = await runCommandHere(['restore', file], { databaseUrl: emptyUrl });
    expect(unasked).toMatchObject({ exitCode: 4, out: '' });
    expect(unasked.err).toContain('That needs --yes');
    await expectEmpty(emptyUrl);

    const restored = await runCommandHere(['restore', file, '--yes'], { databaseUrl: emptyUrl });
    expect(restored).toMatchObject({ exitCode: 0, err: '' });
    expect(restored.out).toContain('holds 1 account again, as of ');
    expect(restored.out).toMatch(/failures, waits and stops as they were then/);
    expect(restored.out).toMatch(/signing keys.*\n.*totp-kit keys rotate --signing --at-once/);
    const { administrators } = (await runJsonCommandHere(['admin', 'list'], {
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
      [variant('hot', (path) => writeFileSync(`${path}-journal`, '')), /totp-kit backup/],
      [variant('open', (path) => writeFileSync(`${path}-wal`, '')), /totp-kit backup/],
      [join(folder, 'missing'), /no such file/],
      [folder, /is a folder/],
    ];
    const databaseUrl = await freshDatabase('SQLite');
    for (const [path, words] of cases) {
      const isFile = path !== folder && !path.endsWith('missing');
      const bytes = isFile ? readFileSync(path) : undefined;
      const refused = await runCommandHere(['restore', path, '--yes'], { databaseUrl });
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
    makeOldDatabase(path, newestVersion - 1, ada);
    const file = join(temporaryFolder(), 'backup.db');
    expect(await runJsonCommandHere(['backup', file], { databaseUrl })).toMatchObject({
      schemaVersion: newestVersion - 1,
    });
    // It was not migrated by being backed up.
    expect((await runCommandHere(['migrate', '--check'], { databaseUrl })).exitCode).toBe(4);
    for (const engine of engines) {
      const restoredUrl = await freshDatabase(engine);
      await runJsonCommandHere(['restore', file, '--yes'], { databaseUrl: restoredUrl });
      expect(
        (await runCommandHere(['migrate', '--check'], { databaseUrl: restoredUrl })).exitCode,
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

const ada =
  "INSERT INTO users (user_id, login_id_canonical, login_id, login_id_verified, sign_in, status, created_at) VALUES ('user_1', 'ada', 'ada', 1, 'direct', 'enabled', 1)";

describe('a backup or a restore', { timeout }, () => {
  it('that is ended half way leaves nothing under the final name, and succeeds when run again', async () => {
    const databaseUrl = await freshDatabase('SQLite');
    await makeDatabase(databaseUrl);
    await runSql(databaseUrl, manyEvents(120_000));
    const file = join(temporaryFolder(), 'backup.db');
    await endTwice(['backup', file], { databaseUrl, made: file });
    const placeUrl = await freshDatabase('SQLite');
    const made = placeUrl.slice('sqlite:'.length);
    await endTwice(['restore', file, '--yes'], { databaseUrl: placeUrl, made });
  });

  it('that is killed leaves no table in PostgreSQL, and what it made ready for an hour at most', async () => {
    const databaseUrl = await freshDatabase('SQLite');
    await makeDatabase(databaseUrl);
    await runSql(databaseUrl, manyEvents(30_000));
    const file = join(temporaryFolder(), 'backup.db');
    await runJsonCommandHere(['backup', file], { databaseUrl });
    const placeUrl = await freshDatabase('PostgreSQL');
    const words = ['restore', file, '--yes'];
    const TMPDIR = temporaryFolder();
    const child = spawn(commandWords[0] ?? '', [...commandWords.slice(1), ...words], {
      env: commandEnvironment({ databaseUrl: placeUrl, environment: { TMPDIR } }),
    });
    const isLoading =
      "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'INSERT INTO events%' AND pid <> pg_backend_pid()";
    while ((await runSql(placeUrl, isLoading)).length === 0 && child.exitCode === null);
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
    expect(child.signalCode).toBe('SIGKILL');
    await expectEmpty(placeUrl);

    const [left = ''] = readdirSync(TMPDIR);
    expect(left).toMatch(/^totp-kit-restore-/);
    const others = ['totp-kit-restore-mine', 'unlike'].map((name) => join(TMPDIR, name));
    for (const folder of others) mkdirSync(folder);
    writeFileSync(join(TMPDIR, 'totp-kit-restore-mine', 'letter'), '');
    await withTemporaryFolder(TMPDIR, async () => {
      const refused = await runCommandHere(['restore', file], { databaseUrl: placeUrl });
      expect(refused.exitCode).toBe(4);
      expect(readdirSync(TMPDIR)).toContain(left);
      for (const folder of [...others, join(TMPDIR, left)]) {
        for (const name of readdirSync(folder)) makeOld(join(folder, name));
        makeOld(folder);
      }
      await runJsonCommandHere(words, { databaseUrl: placeUrl });
    });
    expect(readdirSync(TMPDIR)).toEqual(['totp-kit-restore-mine', 'unlike']);
    expect(await runSql(placeUrl, 'SELECT login_id FROM users')).toEqual([{ login_id: 'ada' }]);
  });

  it('works on a file system without hard links, and overwrites nothing there', async () => {
    const noLinks = ['-e', 'inject=link,linkat:error=EPERM', '--seccomp-bpf'];
    const shell = openCommandShell(['strace', '-f', '-qq', '-o', '/dev/null', ...noLinks]);
    const databaseUrl = await freshDatabase('SQLite');
    const file = join(temporaryFolder(), 'backup.db');
    const restoredUrl = await freshDatabase('SQLite');
    for (const [url, ...words] of [
      [databaseUrl, 'migrate'],
      [databaseUrl, 'backup', file],
      [restoredUrl, 'restore', file, '--yes'],
    ] as const) {
      expect(await shell.run(words, { DATABASE_URL: url })).toMatchObject({ exitCode: 0 });
    }
    for (const made of [databaseUrl, restoredUrl].map((url) => url.slice('sqlite:'.length))) {
      expect(readdirSync(dirname(made))).toEqual(['test.db']);
      expect(statSync(made).mode & 0o777).toBe(0o600);
    }
    expect(readdirSync(dirname(file))).toEqual(['backup.db']);
    expect((await runCommandHere(['users', 'list'], { databaseUrl: restoredUrl })).exitCode).toBe(
      0,
    );
    // A name that is taken only when it is to be given.
    const taken = join(dirname(file), 'taken.db');
    symlinkSync('nothing', taken);
    const refused = await shell.run(['backup', taken], { DATABASE_URL: databaseUrl });
    expect(refused).toMatchObject({ exitCode: 1, out: '' });
    expect(refused.err).toContain('appeared meanwhile, and was left alone.');
    expect(readdirSync(dirname(file)).toSorted()).toEqual(['backup.db', 'taken.db']);
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

/** Kills a command, interrupts it, and lets it come to its end, which makes a file. */
async function endTwice(
  words: readonly string[],
  { databaseUrl, made }: { readonly databaseUrl: string; readonly made: string },
): Promise<void> {
  const folder = dirname(made);
  const killed = await endHalfWay(words, { databaseUrl, signal: 'SIGKILL', folder });
  // The draft, and what SQLite may keep beside it.
  expect(killed.left).not.toEqual([]);
  for (const name of killed.left) expect(name).toMatch(/^\.totp-kit-\d+-\w+\.draft(-journal)?$/);
  // Somebody on another machine could still be at it.
  const interrupted = await endHalfWay(words, { databaseUrl, signal: 'SIGINT', folder });
  expect(interrupted).toMatchObject({ left: killed.left, exitCode: 4 });
  for (const name of killed.left) makeOld(join(folder, name));
  await runJsonCommandHere(words, { databaseUrl });
  expect(readdirSync(folder)).toEqual([basename(made)]);
}

/** Makes this process keep what is temporary in another folder meanwhile. */
async function withTemporaryFolder(folder: string, work: () => Promise<void>): Promise<void> {
  vi.stubEnv('TMPDIR', folder);
  await work().finally(() => vi.unstubAllEnvs());
}

/** As if it was there for longer than an hour. */
function makeOld(path: string): void {
  const before = Date.now() / 1000 - 2 * 3600;
  utimesSync(path, before, before);
}

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
