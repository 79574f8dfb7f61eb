import { statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { LogWatch } from './log-watch.ts';

const megabyte = 1024 * 1024;
const limits = { largeBytes: megabyte, tryEveryMs: 0 };

/** A database whose log grows to two megabytes and more, because somebody reads it for long. */
function openHeldUp(folder: string) {
  const path = join(folder, 'test.db');
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  database.exec('CREATE TABLE texts (text TEXT)');
  const reader = new Database(path, { readonly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM texts').get();
  onTestFinished(() => {
    reader.close();
    database.close();
  });
  const add = database.prepare('INSERT INTO texts VALUES (?)');
  while (statSync(`${path}-wal`).size < 2 * megabyte) add.run('x'.repeat(100_000));
  const checkpoint = (): void => {
    database.pragma('wal_checkpoint(PASSIVE)');
  };
  return { path, database, reader, checkpoint };
}

describe('the watch over a log', () => {
  it('says nothing of one that is small, or not there', () => {
    const { path, checkpoint } = openHeldUp(temporaryFolder());
    expect(new LogWatch(path).look(checkpoint)).toEqual([]);
    expect(new LogWatch(`${path}-other`, limits).look(checkpoint)).toEqual([]);
  });

  it('says that somebody reads for long, now and then', () => {
    const { path, checkpoint } = openHeldUp(temporaryFolder());
    const watch = new LogWatch(path, { ...limits, tryEveryMs: 600_000 });
    expect(watch.look(checkpoint)).toEqual([
      expect.stringMatching(/test\.db-wal has grown to 2 MB: a program that reads the database/),
    ]);
    expect(watch.look(checkpoint)).toEqual([]);
  });

  it('says why the log cannot be written into the file, and nothing once it was', () => {
    const { path, database, reader, checkpoint } = openHeldUp(temporaryFolder());
    const watch = new LogWatch(path, limits);
    // A handle that may not write.
    const fail = (): void => {
      reader.pragma('wal_checkpoint(PASSIVE)');
    };
    reader.exec('COMMIT');
    expect(watch.look(fail)).toEqual([
      expect.stringMatching(/writing it into the database fails: disk I\/O error\. Make space/),
    ]);
    checkpoint();
    // What is in the file makes room in the log for what comes next.
    database.pragma(`journal_size_limit = ${megabyte / 2}`);
    database.exec("INSERT INTO texts VALUES ('small')");
    expect(watch.look(fail)).toEqual([]);
  });
});
