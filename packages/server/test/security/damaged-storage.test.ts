import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect } from 'vitest';
import { runCommandHere } from '../../src/testing/command-here.ts';
import { securityRowOnSqlite } from '../../src/testing/security-rows.ts';
import { startServerProcess, type ServerProcess } from '../../src/testing/server-process.ts';
import { temporaryFolder } from '../../src/testing/temporary-folder.ts';
import {
  expectNothingAccepted,
  expectRecovery,
  expectRefusal,
  signIn,
  signUp,
  until,
  type Person,
} from './storage-scene.ts';

const pageBytes = 4096;

interface Damage {
  readonly name: string;
  readonly damage: (path: string) => void;
  /** What the operator reads. */
  readonly says: RegExp;
}

const restore = 'Move it away together with the files -wal and -shm beside it';

/** What is found when it is opened. */
const damages: readonly Damage[] = [
  {
    name: 'a bad header',
    damage: (path) => {
      overwrite(path, { from: 0, bytes: 100 });
    },
    says: new RegExp(`its beginning is damaged. It was left untouched. ${restore}`),
  },
  {
    name: 'no content',
    damage: (path) => {
      truncateSync(path, 0);
    },
    says: /the file is empty. If there was a database, restore a backup \(totp-kit restore FILE\)/,
  },
  {
    name: 'nothing but zeros',
    damage: (path) => {
      writeFileSync(path, Buffer.alloc(readFileSync(path).length));
    },
    says: new RegExp(`its beginning is damaged. It was left untouched. ${restore}`),
  },
  {
    name: 'its end missing',
    damage: (path) => {
      truncateSync(path, 10 * pageBytes);
    },
    says: new RegExp(`it is damaged. It was left untouched. ${restore}`),
  },
  {
    name: 'a log, and no database',
    damage: (path) => {
      renameSync(path, `${path}-wal`);
    },
    says: /the file is not there, but its log .* is. Put the database back beside its log/,
  },
];

describe('a damaged database', () => {
  securityRowOnSqlite(
    'S43',
    'no start and no command; the file is left as it is; the message says how to restore',
    async () => {
      const { path } = await makeDatabase();
      const commands = [['users', 'list'], ['migrate'], ['migrate', '--check']];
      const isRight = damages.map(async ({ damage, says }) => {
        const broken = join(temporaryFolder(), 'test.db');
        copyFileSync(path, broken);
        damage(broken);
        const before = hashesBeside(broken);
        const start = startServerProcess(`sqlite:${broken}`);
        await expect(start).rejects.toThrow(says);
        await expect(start).rejects.toThrow(/totp-kit cannot start: (?!.*\n +at )/);
        for (const words of commands) {
          const { exitCode, out, err } = await runCommandHere(words, {
            databaseUrl: `sqlite:${broken}`,
          });
          expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
          expect(err).toMatch(says);
          expect(err).not.toMatch(/^\s+at /m);
        }
        expect(hashesBeside(broken)).toMatchObject(before);
      });
      await Promise.all(isRight);
    },
  );

  securityRowOnSqlite(
    'S43',
    'a broken tree: 503, nothing is written into the file, and a backup in its place needs a restart',
    async () => {
      const { path, ada } = await makeDatabase();
      const backup = `${path}.backup`;
      copyFileSync(path, backup);
      overwrite(path, { from: rootOf('users', path), bytes: pageBytes });
      const before = hashesBeside(path);

      const server = await startServerProcess(`sqlite:${path}`);
      await expectNothingAccepted(server, ada);
      expect(server.output()).toContain(`it is damaged. It was left untouched. ${restore}`);
      expect(hashesBeside(path)).toMatchObject(before);

      moveAway(path);
      await expectRefusal(await signIn(server, ada));
      expect(existsSync(path)).toBe(false);
      renameSync(backup, path);
      await expectStaysRefused(server, ada);
      expect(server.output()).toContain('nothing goes on by itself');
      await server.kill();
      await expectRecovery(await startServerProcess(`sqlite:${path}`), ada);
    },
  );

  securityRowOnSqlite(
    'S43',
    'deleted, emptied or replaced while it runs: nothing is accepted, nothing is made',
    async () => {
      const { path, ada } = await makeDatabase();
      const other = await makeDatabase();
      const server = await startServerProcess(`sqlite:${path}`);
      const bob = await signUp(server, 'bob');
      const content = hashesBeside(path);

      moveAway(path);
      await expectNothingAccepted(server, ada);
      expect(server.output()).toContain('the file is no longer there. No new one is made.');
      expect(readdirSync(join(path, '..')).filter((name) => !name.endsWith('.away'))).toEqual([]);
      moveBack(path);
      expect(hashesBeside(path)).toEqual(content);
      await expectRecovery(server, ada);

      moveAway(path);
      copyFileSync(other.path, path);
      await expectNothingAccepted(server, bob);
      moveBack(path);
      await expectRecovery(server, bob);
      const eve = await signUp(server, 'eve');

      expect((await signIn(server, eve)).status).toBe(200);
      renameSync(`${path}-wal`, `${path}-wal.away`);
      await expectStaysRefused(server, eve);
      renameSync(`${path}-wal.away`, `${path}-wal`);
      await until(async () => (await signIn(server, eve)).status === 401 || undefined);

      truncateSync(path, 0);
      await expectNothingAccepted(server, eve);
      expect(server.output()).toContain('the file is empty. If there was a database, restore');
      await server.kill();
      expect(readFileSync(path)).toHaveLength(0);
    },
  );
});

/** Refused, and not taken up by itself: it is opened again no more than once a second. */
async function expectStaysRefused(server: ServerProcess, person: Person): Promise<void> {
  const startedAt = performance.now();
  while (performance.now() - startedAt < 1500) {
    await expectRefusal(await signIn(server, person));
  }
  await expectNothingAccepted(server, person);
}

/** A database in which somebody has signed up, all of it in its one file. */
async function makeDatabase(): Promise<{ readonly path: string; readonly ada: Person }> {
  const path = join(temporaryFolder(), 'test.db');
  const server = await startServerProcess(`sqlite:${path}`);
  const ada = await signUp(server, 'ada');
  await server.kill();
  const database = new Database(path);
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
  return { path, ada };
}

function overwrite(
  path: string,
  { from, bytes }: { readonly from: number; readonly bytes: number },
) {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(bytes, 0xa5), 0, bytes, from);
  closeSync(file);
}

/** Where the tree of a table begins. */
function rootOf(table: string, path: string): number {
  const database = new Database(path, { readonly: true });
  try {
    const root = database.prepare<[string], number>(
      'SELECT rootpage FROM sqlite_schema WHERE name = ?',
    );
    return ((root.pluck().get(table) ?? 1) - 1) * pageBytes;
  } finally {
    database.close();
    for (const ending of ['-wal', '-shm']) rmSync(`${path}${ending}`, { force: true });
  }
}

function moveAway(path: string): void {
  for (const ending of ['', '-wal', '-shm']) {
    if (existsSync(`${path}${ending}`)) renameSync(`${path}${ending}`, `${path}${ending}.away`);
  }
}

function moveBack(path: string): void {
  for (const ending of ['', '-wal', '-shm']) {
    rmSync(`${path}${ending}`, { force: true });
    const away = `${path}${ending}.away`;
    if (existsSync(away)) renameSync(away, `${path}${ending}`);
  }
}

/** What the database and its log are, byte for byte. */
function hashesBeside(path: string): Readonly<Record<string, string>> {
  const files = [path, `${path}-wal`].filter((name) => existsSync(name));
  return Object.fromEntries(
    files.map((name) => [name, createHash('sha256').update(readFileSync(name)).digest('hex')]),
  );
}
