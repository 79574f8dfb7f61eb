import { existsSync, readdirSync } from 'node:fs';
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
