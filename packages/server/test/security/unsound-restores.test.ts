import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect } from 'vitest';
import { stepAfterLive } from '../../src/core/totp.ts';
import { newestVersion } from '../../src/store/migrations/migrations.ts';
import { runCommandHere } from '../../src/testing/command-here.ts';
import { openCommandShell } from '../../src/testing/command-shell.ts';
import { makeOldDatabase } from '../../src/testing/old-database.ts';
import { openPseudoTerminal } from '../../src/testing/pseudo-terminal.ts';
import { securityRowOnSqlite } from '../../src/testing/security-rows.ts';
import { startServerProcess } from '../../src/testing/server-process.ts';
import { mountSmallDisk } from '../../src/testing/small-disk.ts';
import { temporaryFolder } from '../../src/testing/temporary-folder.ts';
import { freshDatabase } from '../../src/testing/test-databases.ts';

const people = 400;

/** Somebody is signed in, as each of them. */
const content = `
  WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < ${people})
  INSERT INTO users (user_id, login_id_canonical, login_id, login_id_verified, sign_in, status, created_at)
    SELECT 'user_' || i, 'old ' || i, 'Old ' || i, 0, 'direct', 'enabled', i FROM numbers;
  INSERT INTO sessions (session_id, user_id, created_at, verified_at, expires_at)
    SELECT 'session_' || user_id, user_id, 1, 1, 9e15 FROM users;`;

describe('a new database on a disk with too little room', () => {
  securityRowOnSqlite(
    'S54',
    'a restore leaves a settled database or none, however little room there is',
    async ({ count, progress }) => {
      const file = join(temporaryFolder(), 'backup.db');
      makeOldDatabase(file, newestVersion - 1, content);
      const restored = await trySizes({
        words: ['restore', file, '--yes'],
        sizes: { from: statSync(file).size, to: 4 * statSync(file).size },
        isExhaustive: count({ full: 1, reduced: 0 }) === 1,
        progress,
      });
      const earliest = stepAfterLive(Date.now()) - 100;
      for (const database of restored) {
        const read = (sql: string) => database.prepare<[], number>(sql).pluck().get();
        expect(read('SELECT count(*) FROM users')).toBe(people);
        expect(read('SELECT count(*) FROM sessions WHERE ended_at IS NULL')).toBe(0);
        expect(read("SELECT value FROM marks WHERE name = 'codes-valid-from'")).toBeGreaterThan(
          earliest,
        );
        database.close();
      }
    },
  );

  securityRowOnSqlite(
    'S55',
    'one that is made is whole or not there, however little room there is',
    async ({ count, progress }) => {
      const made = await trySizes({
        words: ['migrate'],
        sizes: { from: 8 * 1024, to: 4 * 1024 * 1024 },
        isExhaustive: count({ full: 1, reduced: 0 }) === 1,
        progress,
      });
      for (const database of made) database.close();
    },
  );
});

describe('a backup that is not to be taken as it is', () => {
  securityRowOnSqlite(
    'S54',
    'one that is put in place by hand is refused, and the doctor says what to do',
    async () => {
      const file = await makeBackup();
      const databaseUrl = await freshDatabase('SQLite');
      const path = pathOf(databaseUrl);
      copyFileSync(file, path);
      const words = 'it is a backup, and with it sessions, links and codes of that time would be';
      await expect(startServerProcess(databaseUrl)).rejects.toThrow(words);
      for (const command of [['users', 'list'], ['admin', 'add', 'eve'], ['migrate'], ['doctor']]) {
        const { exitCode, out, err } = await runCommandHere(command, { databaseUrl });
        expect(exitCode).toBe(1);
        expect((out + err).replaceAll(/\s+/g, ' ')).toContain(words);
      }
      expect(readFileSync(path).equals(readFileSync(file))).toBe(true);
      expect(existsSync(`${path}-wal`)).toBe(false);
    },
  );

  securityRowOnSqlite(
    'S54',
    'one with another schema than ours is refused: a trigger could undo what a restore ends',
    async () => {
      const backup = await makeBackup();
      const databaseUrl = await freshDatabase('SQLite');
      for (const [index, sql] of changes.entries()) {
        const file = join(temporaryFolder(), `${index}.db`);
        copyFileSync(backup, file);
        const database = new Database(file);
        database.unsafeMode();
        database.exec(sql);
        database.close();
        const { exitCode, err } = await runCommandHere(['restore', file, '--yes'], { databaseUrl });
        expect(err, sql).toContain('are not those that totp-kit makes: somebody has changed it.');
        expect(exitCode).toBe(1);
        expect(readdirSync(dirname(pathOf(databaseUrl)))).toEqual([]);
      }
      const sound = await runCommandHere(['restore', backup, '--yes'], { databaseUrl });
      expect(sound).toMatchObject({ exitCode: 0, err: '' });
    },
  );

  securityRowOnSqlite(
    'S54',
    'a draft that another program has open is not put in place, and a later restore succeeds',
    async () => {
      const file = await makeBackup();
      const databaseUrl = await freshDatabase('SQLite');
      const folder = dirname(pathOf(databaseUrl));
      const terminal = openPseudoTerminal(['restore', file], { databaseUrl });
      await terminal.waitFor('Type yes to go on');
      const [draft = ''] = readdirSync(folder).filter((name) => name.endsWith('.draft'));
      const reader = new Database(join(folder, draft), { readonly: true });
      reader.exec('BEGIN');
      expect(reader.prepare('SELECT login_id FROM users').all()).toHaveLength(1);
      terminal.type('yes\n');
      expect(await terminal.ended()).toBe(1);
      expect(terminal.screen()).toContain('another program has it open. Nothing was put in place');
      expect(readdirSync(folder)).toEqual([]);
      reader.close();
      const again = await runCommandHere(['restore', file, '--yes'], { databaseUrl });
      expect(again).toMatchObject({ exitCode: 0, err: '' });
    },
  );
});

const undoing = 'BEGIN UPDATE sessions SET ended_at = NULL; END';

/** What somebody may do to a backup that leaves its rows, and so its digest, alone. */
const changes = [
  'DROP TRIGGER events_are_never_changed',
  `CREATE TRIGGER undo AFTER INSERT ON events ${undoing}`,
  `CREATE TRIGGER undo AFTER DELETE ON totp_kit_backup ${undoing}`,
  // A name that SQLite keeps for itself.
  `CREATE TRIGGER undo AFTER INSERT ON events ${undoing};
   PRAGMA writable_schema = ON;
   UPDATE sqlite_schema SET name = 'sqlite_undo', sql = replace(sql, 'TRIGGER undo', 'TRIGGER sqlite_undo') WHERE name = 'undo'`,
  `CREATE UNIQUE INDEX evil ON events(action) WHERE action = 'management_key.revoked';
   PRAGMA writable_schema = ON;
   UPDATE sqlite_schema SET name = 'sqlite_evil', sql = replace(sql, 'INDEX evil', 'INDEX sqlite_evil') WHERE name = 'evil'`,
  `CREATE TABLE evil (user_id TEXT REFERENCES users(user_id));
   PRAGMA writable_schema = ON;
   UPDATE sqlite_schema SET name = 'sqlite_evil', tbl_name = 'sqlite_evil',
     sql = replace(sql, 'TABLE evil', 'TABLE sqlite_evil') WHERE name = 'evil'`,
  'ALTER TABLE totp_kit_backup ADD COLUMN more TEXT',
  'CREATE TABLE more (value TEXT)',
  'ALTER TABLE sessions ADD COLUMN more TEXT',
  'CREATE VIEW more AS SELECT 1',
  'DROP INDEX sessions_by_user',
];

/** Of a database with an administrator. */
async function makeBackup(): Promise<string> {
  const file = join(temporaryFolder(), 'backup.db');
  const databaseUrl = await freshDatabase('SQLite');
  for (const words of [['migrate'], ['admin', 'add', 'ada'], ['backup', file]]) {
    expect(await runCommandHere(words, { databaseUrl })).toMatchObject({ exitCode: 0 });
  }
  return file;
}

function pathOf(databaseUrl: string): string {
  return databaseUrl.slice('sqlite:'.length);
}

interface Sizes {
  readonly words: readonly string[];
  /** In bytes: too small for it, and large enough. */
  readonly sizes: { readonly from: number; readonly to: number };
  /** Every size between the two, not only those about the smallest that is enough. */
  readonly isExhaustive: boolean;
  readonly progress: (done: number, of: number) => void;
}

/** tmpfs gives out its room by pages. */
const page = 4096;

/** Just below the size that is enough, all is written, and the log cannot be written back. */
const pagesBelow = 4;

/**
 * Makes a database on disks of many sizes, and expects of each that it is sound, or a clear refusal that leaves nothing.
 * @returns those that were made
 */
async function trySizes({ words, sizes, isExhaustive, progress }: Sizes) {
  const disk = await mountSmallDisk(String(sizes.to));
  const shell = openCommandShell(disk.launcher);
  const made: Database.Database[] = [];
  const refusals = new Set<string>();
  const isEnough = async (pages: number): Promise<boolean> => {
    disk.mount(`remount,size=${pages * page}`);
    const result = await shell.run(words, { DATABASE_URL: `sqlite:${disk.folder}/test.db` });
    const names = readdirSync(disk.outside);
    if (result.exitCode === 0) {
      expect(names).toEqual(['test.db']);
      made.push(openCopy(join(disk.outside, 'test.db')));
      rmSync(join(disk.outside, 'test.db'));
      return true;
    }
    expect({ names, ...result }).toMatchObject({ names: [], exitCode: 1, out: '' });
    const [refusal = ''] = result.err.trimEnd().split('\n').slice(-1);
    expect(refusal).toMatch(/disk (is|of .* is) full.*Nothing was .*Make space there/);
    refusals.add(refusal);
    return false;
  };

  let [tooFew, enough] = [Math.floor(sizes.from / page), Math.ceil(sizes.to / page)];
  if (isExhaustive) {
    for (let pages = tooFew; pages <= enough; pages += 1) {
      await isEnough(pages);
      progress(pages - tooFew, enough - tooFew);
    }
  }
  expect(await isEnough(tooFew)).toBe(false);
  expect(await isEnough(enough)).toBe(true);
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (await isEnough(middle)) enough = middle;
    else tooFew = middle;
  }
  for (let less = 1; less <= pagesBelow; less += 1) await isEnough(enough - less);
  expect([...refusals].join('\n')).toContain('could not be finished');
  return made;
}

/** Whole, and of this program's schema. */
function openCopy(path: string): Database.Database {
  const copy = join(temporaryFolder(), 'copy.db');
  copyFileSync(path, copy);
  const database = new Database(copy);
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  const versions = database.prepare('SELECT max(version) FROM schema_migrations').pluck();
  expect(versions.get()).toBe(newestVersion);
  return database;
}
