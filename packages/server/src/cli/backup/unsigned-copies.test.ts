import { copyFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { newestVersion } from '../../store/migrations/migrations.ts';
import { runCommandHere } from '../../testing/command-here.ts';
import { makeOldDatabase } from '../../testing/old-database.ts';
import { runSql } from '../../testing/run-sql.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { freshDatabase } from '../../testing/test-databases.ts';

const event = (at: number) =>
  `INSERT INTO events (event_id, at, action, actor) VALUES ('event_1', ${at}, 'server.brake', 'system')`;
const mark = (value: number) =>
  `INSERT INTO marks (name, value) VALUES ('codes-valid-from', ${value})`;
const tomorrow = Math.floor(Date.now() / 30_000) + 2880;

const copies = [
  { sql: event(9e15), words: 'a time that there is not' },
  { sql: event(-9e15), words: 'a time that there is not' },
  { sql: mark(9e15), words: 'No code would count for long' },
  { sql: mark(tomorrow), words: 'No code would count for long' },
];

it('restore refuses copies whose times cannot be', { timeout: 60_000 }, async () => {
  const folder = temporaryFolder();
  makeOldDatabase(join(folder, 'sound.db'), newestVersion, '');
  const databaseUrl = await freshDatabase('SQLite');
  for (const { sql, words } of copies) {
    const file = join(folder, 'copy.db');
    copyFileSync(join(folder, 'sound.db'), file);
    await runSql(`sqlite:${file}`, sql);
    const refused = await runCommandHere(['restore', file, '--yes'], { databaseUrl });
    expect(refused, sql).toMatchObject({ exitCode: 1, out: '' });
    expect(refused.err, sql).toContain(words);
    expect(readdirSync(dirname(databaseUrl.slice('sqlite:'.length)))).toEqual([]);
  }
});
