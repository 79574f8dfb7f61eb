import { expect, it, onTestFinished } from 'vitest';
import { readDatabaseLocation } from '../config.ts';
import { runSql } from '../testing/run-sql.ts';
import { engines, freshDatabase } from '../testing/test-databases.ts';
import { openStore } from './open-store.ts';

const now = Date.UTC(2026, 0, 1);
const hour = 3_600_000;

/** The numbers from 0, as a table of both databases. */
const numbers = (count: number): string =>
  `(WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count - 1})
    SELECT n FROM numbers) AS numbers`;

it.each(engines)(
  'a sweep on %s deletes far more than one batch, and no more than has ended',
  async (engine) => {
    const url = await freshDatabase(engine);
    const store = await openStore(readDatabaseLocation({ DATABASE_URL: url }));
    onTestFinished(() => store.close());
    const count = async (table: string): Promise<number> => {
      const [row] = await runSql(url, `SELECT count(*) AS count FROM ${table}`);
      return Number((row as { count: number | string }).count);
    };
    // A composite key: one login ID failed from many addresses, 1501 of them longer than an hour ago.
    await runSql(
      url,
      `INSERT INTO address_failures (subject, login_id_hash, failed_at)
      SELECT 'address ' || n, 'hash', ${now - hour} + (n - 1500) * 1000 FROM ${numbers(2510)}`,
    );
    await runSql(
      url,
      `INSERT INTO attempt_budgets (subject, user_id, consecutive_failures, waiting_until, expires_at)
      SELECT 'unknown:' || n, NULL, 1, 0, ${now + hour} + n FROM ${numbers(2510)}`,
    );
    await runSql(
      url,
      `INSERT INTO failure_days (subject, day, failures)
      SELECT 'unknown:' || n, ${Math.floor(now / (24 * hour))}, 1 FROM ${numbers(2510)}`,
    );
    await store.sweepExpired(now, { unknownLoginIds: 10 });
    expect(await count('address_failures')).toBe(1009);
    for (const table of ['attempt_budgets', 'failure_days']) {
      expect(await count(table)).toBe(10);
      expect(await count(`${table} WHERE subject = 'unknown:2500'`)).toBe(1);
    }
  },
);
