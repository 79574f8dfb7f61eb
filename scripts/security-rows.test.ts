import { expect, test } from 'vitest';
import { RowProgress } from './row-progress.ts';
import { addOutcome, placeOf, tableOf, type Rows } from './row-table.ts';

test('a title names its row and where it is shown', () => {
  expect(placeOf('S04 [PostgreSQL] charge first')).toEqual({ row: 'S04', column: 'PostgreSQL' });
  expect(placeOf('S12 [once] a string of digits')).toEqual({ row: 'S12', column: 'once' });
  expect(placeOf('S27: names are text')).toEqual({ row: 'S27', column: 'browser' });
  expect(placeOf('signs in')).toBeUndefined();
  expect(placeOf('S27 is shown in a browser')).toBeUndefined();
});

test('a row that has failed once is failed in the table, whatever comes after it; times add up', () => {
  let rows: Rows = {};
  rows = addOutcome(rows, 'S27: names are text', { hasPassed: true, ms: 500 });
  rows = addOutcome(rows, 'S04 [SQLite] charge first', { hasPassed: false, ms: 61_000 });
  rows = addOutcome(rows, 'S04 [SQLite] and nothing else', { hasPassed: true, ms: 1500 });
  rows = addOutcome(rows, 'S04 [PostgreSQL] charge first', { hasPassed: true, ms: 2000 });
  rows = addOutcome(rows, 'signs in', { hasPassed: false, ms: 1 });
  expect(tableOf(rows).split('\n')).toEqual([
    'row         SQLite      PostgreSQL  once        browser     took',
    'S04         failed      passed      -           -           1 min 4 s',
    'S27         -           -           -           passed      0.5 s',
  ]);
});

test('a full run tells what begins, how far it is, and how long it took', () => {
  const lines: string[] = [];
  const progress = new RowProgress((line) => lines.push(line));
  progress.expectFiles(2);
  progress.begin('S38 [SQLite] stored', 0);
  progress.say('S38 [SQLite] stored', '20 of 50');
  progress.remind(65_000);
  progress.end('S38 [SQLite] stored', { hasPassed: true, now: 90_000 });
  progress.endFile();
  progress.begin('S39 [SQLite] synced', 90_000);
  progress.end('S39 [SQLite] synced', { hasPassed: false, now: 90_500 });
  progress.remind(91_000);
  expect(lines).toEqual([
    '[0 of 2 files, rows: 0 passed, 0 failed]  begun: S38 [SQLite] stored',
    '[0 of 2 files, rows: 0 passed, 0 failed]  20 of 50: S38 [SQLite] stored',
    '[0 of 2 files, rows: 0 passed, 0 failed]  running for 1 min 5 s, 20 of 50: S38 [SQLite] stored',
    '[0 of 2 files, rows: 1 passed, 0 failed]  passed after 1 min 30 s: S38 [SQLite] stored',
    '[1 of 2 files, rows: 1 passed, 0 failed]  begun: S39 [SQLite] synced',
    '[1 of 2 files, rows: 1 passed, 1 failed]  FAILED after 0.5 s: S39 [SQLite] synced',
  ]);
});
