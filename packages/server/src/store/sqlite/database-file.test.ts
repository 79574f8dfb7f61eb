import {
  existsSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { createFile } from './database-file.ts';

function begin(draft: string): Database.Database {
  const database = new Database(draft);
  database.pragma('journal_mode = WAL');
  database.exec("CREATE TABLE texts (text TEXT); INSERT INTO texts VALUES ('whole')");
  return database;
}

it('puts a database into place whole, in its one file', () => {
  const path = join(temporaryFolder(), 'test.db');
  createFile(path, (draft) => begin(draft).close());
  const database = new Database(path, { readonly: true, fileMustExist: true });
  expect(database.prepare('SELECT text FROM texts').get()).toEqual({ text: 'whole' });
  database.close();
  expect(readdirSync(join(path, '..')).filter((name) => name.includes('draft'))).toEqual([]);
});

it('puts nothing into place whose log was not written into the file', () => {
  const path = join(temporaryFolder(), 'test.db');
  const fillWatched = (draft: string): void => {
    const database = begin(draft);
    const other = new Database(draft);
    onTestFinished(() => {
      other.close();
    });
    other.prepare('SELECT text FROM texts').get();
    // While another program has it open, this leaves the log where it is, and says nothing.
    database.close();
  };
  expect(() => {
    createFile(path, fillWatched);
  }).toThrow(/could not be finished: another program has it open/);
  expect(existsSync(path)).toBe(false);
  expect(readdirSync(join(path, '..'))).toEqual([]);
});

it('takes away old drafts of its own, and nothing else whose name begins alike', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'test.db');
  const draft = 'test.db.draft-0123456789ab';
  const others = [
    'test.db.draft-notes',
    'test.db.draft-aaaaaaaaaaaa',
    'test.db.draft-bbbbbbbbbbbb',
  ];
  for (const name of [draft, `${draft}-wal`, 'test.db.draft-notes']) {
    writeFileSync(join(folder, name), '');
  }
  mkdirSync(join(folder, 'test.db.draft-aaaaaaaaaaaa'));
  symlinkSync('test.db.draft-bbbbbbbbbbbb', join(folder, 'test.db.draft-bbbbbbbbbbbb'));
  for (const name of readdirSync(folder)) lutimesSync(join(folder, name), 1, 1);
  createFile(path, (whole) => begin(whole).close());
  expect(readdirSync(folder).toSorted()).toEqual(['test.db', ...others].toSorted());
});
