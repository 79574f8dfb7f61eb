import { statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { command } from '../script.ts';
import { SqliteEngine } from './sqlite-engine.ts';

const megabyte = 1024 * 1024;

const note = command(`
  INSERT INTO servers (server_id, version, seals_with, opens_with, clock_offset_ms, started_at, seen_at)
  VALUES (:id, :text, '', '[]', 0, 0, 0) ON CONFLICT (server_id) DO UPDATE SET version = excluded.version`);

describe('the log of a SQLite file', () => {
  it(
    'stays small under load, and becomes small again after a long reader',
    { timeout: 60_000 },
    async () => {
      const path = join(temporaryFolder(), 'test.db');
      const engine = new SqliteEngine(path);
      onTestFinished(() => engine.close());
      let longest = 0;
      /** Writes 20 MB, each tenth of a megabyte durable by itself. */
      const write = async (): Promise<void> => {
        for (let round = 0; round < 200; round += 1) {
          const text = String(round)
            .repeat(0.1 * megabyte)
            .slice(0, 0.1 * megabyte);
          await engine.write(() => note.run({ id: String(round % 50), text }));
          longest = Math.max(longest, statSync(`${path}-wal`).size);
        }
      };
      await write();
      expect(longest).toBeLessThan(8 * megabyte);

      const reader = new Database(path, { readonly: true });
      reader.exec('BEGIN');
      reader.prepare('SELECT count(*) FROM servers').get();
      await write();
      expect(longest).toBeGreaterThan(16 * megabyte);
      reader.close();
      await write();
      expect(statSync(`${path}-wal`).size).toBeLessThanOrEqual(16 * megabyte);
    },
  );
});
