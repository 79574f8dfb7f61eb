import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Environment } from '../../config.ts';
import { openCommandShell } from '../../testing/command-shell.ts';
import { openPseudoTerminal } from '../../testing/pseudo-terminal.ts';
import { recordTerminal } from '../../testing/recorded-terminal.ts';
import { runHere } from '../../testing/run-here.ts';
import { runSql } from '../../testing/run-sql.ts';
import { mountSmallDisk } from '../../testing/small-disk.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { engines, freshDatabase } from '../../testing/test-databases.ts';
import { testKeys } from '../../testing/test-server.ts';
import { readWholeDatabase } from '../../testing/whole-database.ts';
import { commands } from '../commands.ts';
import { runCommandLine } from '../run-command-line.ts';
import type { Finding } from './finding.ts';

const timeout = 60_000;

interface Diagnosis {
  readonly exitCode: number | null;
  readonly findings: readonly Finding[];
  /** What was found of a subject, as `state: text`. */
  readonly of: (subject: string) => readonly string[];
}

async function diagnose(environment: Environment): Promise<Diagnosis> {
  const { exitCode, out, err } = await runHere(['doctor', '--json'], environment);
  expect(err).toBe('');
  const { findings } = JSON.parse(out) as { readonly findings: readonly Finding[] };
  for (const { state, advice } of findings) expect(advice === undefined).toBe(state === 'ok');
  const of = (subject: string) =>
    findings
      .filter((finding) => finding.subject === subject)
      .map(({ state, text }) => `${state}: ${text}`);
  return { exitCode, findings, of };
}

async function makeDatabase(databaseUrl: string): Promise<Environment> {
  const environment = { DATABASE_URL: databaseUrl, TOTP_KIT_KEYS: testKeys };
  expect((await runHere(['migrate'], environment)).exitCode).toBe(0);
  expect((await runHere(['admin', 'add', 'ada', '--json'], environment)).exitCode).toBe(0);
  return environment;
}

describe.each(engines)('totp-kit doctor on %s', { timeout }, (engine) => {
  it('finds all well, and changes nothing', async () => {
    const environment = await makeDatabase(await freshDatabase(engine));
    const file = join(temporaryFolder(), 'backup.db');
    expect((await runHere(['backup', file], environment)).exitCode).toBe(0);
    // Where this machine keeps what is temporary, killed restores may have left something.
    vi.stubEnv('TMPDIR', temporaryFolder());
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    // Opens it as a server does, so that what SQLite keeps beside an open file is there before.
    const before = await readWholeDatabaseOpen(environment);
    const { exitCode, findings, of } = await diagnose(environment);
    // The tests' own PostgreSQL may skip its syncs, which is a fault in earnest.
    const isSynced = engine === 'SQLite' || (await isFsyncOn(environment));
    const faults = findings.filter(({ state }) => state !== 'ok').map(({ subject }) => subject);
    expect(faults).toEqual(isSynced ? [] : ['Durability']);
    expect(exitCode).toBe(isSynced ? 0 : 1);
    expect(of('Encryption keys')).toEqual(['ok: "k1" seals and opens 3 secrets.']);
    expect(of('Integrity')).toHaveLength(1);
    expect(of('Backup')).toEqual(['ok: The newest is of just now.']);
    expect(await readWholeDatabaseOpen(environment)).toBe(before);
  });

  it('finds the wrong key, a missing one, and servers that do not fit', async () => {
    const environment = await makeDatabase(await freshDatabase(engine));
    const { DATABASE_URL = '' } = environment;
    const wrong = `k1:${Buffer.alloc(32, 8).toString('base64')}`;
    const diagnosed = await diagnose({ ...environment, TOTP_KIT_KEYS: wrong });
    expect(diagnosed.exitCode).toBe(1);
    expect(diagnosed.of('Encryption keys')).toEqual([
      'problem: The key "k1" is not the one that this database was sealed with.',
    ]);
    expect(diagnosed.of('Signing keys')[0]).toContain('problem: 1 of 1 signing key cannot');
    const other = await diagnose({ ...environment, TOTP_KIT_KEYS: wrong.replace('k1', 'k2') });
    expect(other.of('Encryption keys')).toEqual([
      'problem: The key "k1" is missing, and 3 secrets need it.',
    ]);

    const now = Date.now();
    for (const [id, version, offset] of [
      ['one', '1.0.0', 0],
      ['two', '1.1.0', -9000],
    ] as const) {
      await runSql(
        DATABASE_URL,
        `INSERT INTO servers VALUES ('${id}', '${version}', 'k7', '["k7"]', ${offset}, ${now}, ${now})`,
      );
    }
    expect((await diagnose(environment)).of('Servers')).toEqual([
      expect.stringMatching(/^warning: 2 run, of different versions: /),
      'problem: The clock of one is -9.0 s off, so it is not ready.',
      'warning: 2 servers seal with "k7", the settings here with "k1".',
    ]);
  });

  it('finds a clock that is behind, rows that pile up, and a backup that is old', async () => {
    const environment = await makeDatabase(await freshDatabase(engine));
    const { DATABASE_URL = '' } = environment;
    const now = Date.now();
    const day = 86_400_000;
    const many = `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1500)
      INSERT INTO attempt_budgets (subject, consecutive_failures, waiting_until, expires_at)
      SELECT 'unknown:' || n, 1, 0, 1 FROM numbers`;
    for (const sql of [
      many,
      `INSERT INTO servers VALUES ('s', '1.0.0', 'k1', '["k1"]', 0, ${now}, ${now + day})`,
      `INSERT INTO marks VALUES ('backed-up-at', ${now - 9 * day})`,
      `INSERT INTO events (event_id, at, action, actor) VALUES ('e', ${now + day}, 'server.brake', 'system')`,
    ]) {
      await runSql(DATABASE_URL, sql);
    }
    const { exitCode, of } = await diagnose(environment);
    expect(exitCode).toBe(1);
    expect(of('Clock')[0]).toMatch(/^problem: Something in the database happened /);
    expect(of('Sweeping')[0]).toMatch(/^warning: 1500 rows that ended /);
    expect(of('Backup')).toEqual(['warning: The newest is of 9 days ago.']);
  });
});

async function isFsyncOn({ DATABASE_URL = '' }: Environment): Promise<boolean> {
  const [row] = await runSql(DATABASE_URL, "SELECT current_setting('fsync') AS fsync");
  return (row as { readonly fsync: string }).fsync === 'on';
}

/** Everything it holds; of SQLite the bytes of the file, into which nothing is left to be written. */
async function readWholeDatabaseOpen({ DATABASE_URL = '' }: Environment): Promise<string> {
  return DATABASE_URL.startsWith('sqlite:')
    ? readFileSync(DATABASE_URL.slice('sqlite:'.length), 'latin1')
    : readWholeDatabase(DATABASE_URL);
}

describe('totp-kit doctor', { timeout }, () => {
  it('makes neither a database nor a key file, and names every fault of the configuration', async () => {
    const folder = temporaryFolder();
    const environment = {
      DATABASE_URL: `sqlite:${join(folder, 'none.db')}`,
      NODE_ENV: 'production',
      PORT: 'many',
      TOTP_KIT_TYPO: '1',
    };
    const { exitCode, of } = await diagnose(environment);
    expect(exitCode).toBe(1);
    expect(of('Configuration').map((line) => line.split(': ').slice(0, 2).join(': '))).toEqual([
      'problem: PORT',
      'problem: TOTP_KIT_KEYS',
      'problem: TOTP_KIT_PUBLIC_URL',
    ]);
    expect(of('Database')[0]).toMatch(/^warning: There is no file /);
    await diagnose({ DATABASE_URL: environment.DATABASE_URL });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['', 'https://auth.example.com', 'problem: None is trusted, but totp-kit speaks no https'],
    ['', 'http://localhost:8787', 'ok: None is trusted'],
    ['0.0.0.0/0', 'https://auth.example.com', 'problem: 0.0.0.0/0 trusts nearly everybody'],
    ['::/0', 'https://auth.example.com', 'problem: ::/0 trusts nearly everybody'],
    ['10.0.0.0/8', 'https://auth.example.com', 'warning: 10.0.0.0/8 is a wide range'],
    ['192.0.2.7', 'https://auth.example.com', 'ok: Trusted: 192.0.2.7/32.'],
  ])('says of the trusted proxies "%s" at %s: %s', async (proxies, publicUrl, words) => {
    const { of } = await diagnose({
      DATABASE_URL: `sqlite:${join(temporaryFolder(), 'none.db')}`,
      TOTP_KIT_KEYS: testKeys,
      TOTP_KIT_PUBLIC_URL: publicUrl,
      TOTP_KIT_TRUSTED_PROXIES: proxies,
    });
    expect(of('Proxies')).toEqual([expect.stringContaining(words)]);
  });

  it('finds files that others can read, and leaves them so', async () => {
    const environment = await makeDatabase(await freshDatabase('SQLite'));
    const path = (environment['DATABASE_URL'] ?? '').slice('sqlite:'.length);
    const keyFile = join(dirname(path), 'totp-kit.keys');
    writeFileSync(keyFile, testKeys, { mode: 0o644 });
    chmodSync(path, 0o640);
    const { of, exitCode } = await diagnose({ DATABASE_URL: environment['DATABASE_URL'] });
    expect(exitCode).toBe(1);
    expect(of('Database files')[0]).toContain(`${path} is open to other users`);
    expect(of('Key file')[0]).toContain(`${keyFile} is open to other users`);
    // It was read, for it opens what is there.
    expect(of('Encryption keys')).toEqual(['ok: "k1" seals and opens 3 secrets.']);
  });

  it('finds what a killed restore left, and leaves it', async () => {
    const environment = await makeDatabase(await freshDatabase('SQLite'));
    const folder = dirname((environment['DATABASE_URL'] ?? '').slice('sqlite:'.length));
    // No process has such a number.
    const draft = join(folder, '.totp-kit-999999999-0123456789abcdef.draft');
    writeFileSync(draft, 'a database');
    expect((await diagnose(environment)).of('Left over')).toEqual([]);
    utimesSync(draft, 1, 1);
    expect((await diagnose(environment)).of('Left over')).toEqual([
      `warning: ${draft} is what a killed backup or restore left: it holds a database.`,
    ]);
    expect(existsSync(draft)).toBe(true);
  });

  it('finds damage in the file and leaves every byte of it', async () => {
    const environment = await makeDatabase(await freshDatabase('SQLite'));
    const path = (environment['DATABASE_URL'] ?? '').slice('sqlite:'.length);
    const bytes = readFileSync(path);
    const damaged = join(temporaryFolder(), 'damaged.db');
    copyFileSync(path, damaged);
    const torn = Buffer.from(bytes).fill(0xaa, 8 * 4096, 40 * 4096);
    writeFileSync(damaged, torn);
    const { of, exitCode } = await diagnose({ ...environment, DATABASE_URL: `sqlite:${damaged}` });
    expect(exitCode).toBe(1);
    expect(of('Integrity')[0]).toMatch(/^problem: The file is damaged: /);
    expect(readFileSync(damaged).equals(torn)).toBe(true);

    const foreign = join(temporaryFolder(), 'foreign.db');
    writeFileSync(foreign, 'not a database, but long enough to look at');
    const other = await diagnose({ ...environment, DATABASE_URL: `sqlite:${foreign}` });
    expect(other.of('Database').join()).toMatch(/^problem: .*not a SQLite database/);
    expect(existsSync(`${foreign}-wal`)).toBe(false);
  });

  it('says what is wrong with a set-up that is broken all over, at 80 columns', async () => {
    const environment = await makeDatabase(await freshDatabase('SQLite'));
    const file = join(temporaryFolder(), 'backup.db');
    expect((await runHere(['backup', file], environment)).exitCode).toBe(0);
    const { folder, outside, launcher } = await mountSmallDisk('2m');
    copyFileSync(file, join(outside, 'totp-kit.db'));
    writeFileSync(join(outside, 'totp-kit.keys'), testKeys);
    chmodSync(join(outside, 'totp-kit.keys'), 0o644);
    const { exitCode, out } = await openCommandShell(launcher).run(['doctor'], {
      DATABASE_URL: `sqlite:${folder}/totp-kit.db`,
      TOTP_KIT_KEYS: undefined,
      TOTP_KIT_PUBLIC_URL: 'https://auth.example.com',
      TOTP_KIT_OPEN_SIGNUP: 'yes',
    });
    expect(exitCode).toBe(1);
    const lines = out.trimEnd().split('\n');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    expect(lines.at(-1)).toBe('5 problems, 2 warnings, 4 ok.');
    // As one reads it, a line for each finding.
    const findings = out.replaceAll(/ *\n {2,}/g, ' ').replaceAll(folder, '/data');
    const faults = findings.split('\n').filter((line) => /^(problem|warning)/.test(line));
    const inWords = faults.map((line) => line.replaceAll(/ +/g, ' ').replaceAll(/\d+\.\d/g, 'N'));
    expect(inWords).toEqual([
      'warning Configuration TOTP_KIT_OPEN_SIGNUP is not a setting of totp-kit and does nothing. Is it mistyped? -> Correct the name, or remove it.',
      'warning Public URL https://auth.example.com is on https, but NODE_ENV is not "production". -> Set NODE_ENV=production: it refuses generated keys and settings that are for tests.',
      'problem Proxies None is trusted, but totp-kit speaks no https, so one stands in front: everybody seems to come from there and shares one budget of failures. -> Name the addresses that the proxy connects from in TOTP_KIT_TRUSTED_PROXIES.',
      'problem Data folder /data can be written to by other users (mode 1777): they can put other files beside the database. -> chmod 700 /data',
      'problem Key file /data/totp-kit.keys is open to other users of this machine (mode 0644). -> chmod 600 /data/totp-kit.keys',
      'problem Disk N MiB are free; the database has N KiB, its log 0 bytes. -> Make space now, N MiB at least: on a full disk nobody can sign in.',
      'problem Database The database /data/totp-kit.db cannot be used: it is a backup, and with it sessions, links and codes of that time would be good again. Move it to another folder, and run "totp-kit restore FILE". -> No server starts, and nobody can sign in, until that is done.',
    ]);
  });

  it('says where no file can be opened, and why', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'folder.db'));
    writeFileSync(join(folder, 'empty.db'), '', { mode: 0o600 });
    writeFileSync(join(folder, 'alone.db-wal'), 'a log', { mode: 0o600 });
    for (const [name, words] of [
      ['folder.db', 'that is a folder. DATABASE_URL must name a file.'],
      ['empty.db', 'the file is empty. If there was a database, restore a backup'],
      ['alone.db', 'the file is not there, but its log'],
    ] as const) {
      const { exitCode, findings, of } = await diagnose({
        DATABASE_URL: `sqlite:${join(folder, name)}`,
        TOTP_KIT_KEYS: testKeys,
      });
      expect(exitCode).toBe(1);
      expect(of('Database')).toEqual([expect.stringContaining(words)]);
      expect(findings.filter(({ state }) => state === 'problem')).toHaveLength(1);
      expect(of('Integrity')).toEqual([]);
    }
  });

  it('fits a terminal of 80 columns', async () => {
    const environment = await makeDatabase(await freshDatabase('SQLite'));
    const { DATABASE_URL: databaseUrl = '' } = environment;
    const words = ['doctor'];
    const terminal = recordTerminal({ columns: 80, hasColor: false });
    await runCommandLine(words, commands, { environment, terminal });
    const lines = terminal.printed().split('\n');
    // A path is not broken, so that it can be copied.
    for (const line of lines) if (!line.includes('/')) expect(line.length).toBeLessThanOrEqual(80);
    expect(lines.at(-2)).toMatch(/^0 problems, 1 warning, \d+ ok\.$/);
    const real = openPseudoTerminal(words, { databaseUrl });
    expect(await real.ended()).toBe(0);
    expect(real.screen()).toContain('\u001b[33mwarning\u001b[0m');
  });
});
