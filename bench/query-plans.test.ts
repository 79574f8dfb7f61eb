import { describe, expect, it } from 'vitest';
import { durations } from '../packages/server/src/core/durations.ts';
import type { EventFilter } from '../packages/server/src/store/events.ts';
import type { UserFilter } from '../packages/server/src/store/user-facets.ts';
import type { UserListRequest } from '../packages/server/src/store/user-listing.ts';
import {
  engines,
  freshDatabase,
  type EngineName,
} from '../packages/server/src/testing/test-databases.ts';
import { openPlanReader, type PlannedStatement } from './query-plans.ts';
import { seedDatabase } from './seed-database.ts';
import { userIdOf } from './seed-users.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const size = { users: 20_000, events: 20_000 } as const;

const filters: readonly UserFilter[] = [
  {},
  { status: 'enabled' },
  { status: 'disabled' },
  { hasTotp: true },
  { hasTotp: false },
  { signIn: 'ticket' },
  { hasNeverSignedIn: true },
  { isWaiting: true },
  { status: 'disabled', hasTotp: false, signIn: 'ticket', isWaiting: true },
];

const sorts = (['loginId', 'createdAt', 'lastSignInAt'] as const).flatMap((by) =>
  (['rising', 'falling'] as const).map((direction) => ({ by, direction })),
);

const eventFilters: readonly Omit<EventFilter, 'limit'>[] = [
  {},
  { userId: userIdOf(1) },
  { action: 'verification.failed' },
  { userId: userIdOf(1), action: 'totp.deleted' },
].flatMap((filter) => [
  filter,
  { ...filter, from: now - 30 * durations.day, to: now - 29 * durations.day },
  { ...filter, before: { at: now - durations.day, sequence: 5000 } },
  { ...filter, about: 'users' },
]) as readonly Omit<EventFilter, 'limit'>[];

describe.each(engines)('on %s every list', (engine) => {
  it('walks an index, and sorts no more than a page', { timeout: 120_000 }, async () => {
    const url = await freshDatabase(engine);
    await seedDatabase({ ...size, database: url, now, onProgress: () => {} });
    const reader = await openPlanReader(url);
    try {
      const list = (request: Partial<UserListRequest>) =>
        reader.plansOf(async (store) => {
          const sort = { by: 'loginId', direction: 'rising' } as const;
          const asked = { filter: {}, sort, limit: 50, now, ...request };
          const first = await store.listUsers(asked);
          if (first.next) await store.listUsers({ ...asked, after: first.next });
        });
      for (const filter of filters) {
        for (const sort of sorts) expectIndexes(engine, await list({ filter, sort }));
        for (const prefix of ['a', 'zoe.zhang7', 'nobody']) {
          expectIndexes(engine, await list({ filter, prefix }));
        }
      }
      for (const filter of eventFilters) {
        const plans = await reader.plansOf((store) => store.listEvents({ ...filter, limit: 50 }));
        expectIndexes(engine, plans);
      }
      const hour = Math.floor(now / durations.hour);
      const statistics = await reader.plansOf(async (store) => {
        await store.countUsers(now);
        await store.countByHour(hour - 35 * 24, hour);
      });
      expectIndexes(engine, statistics);
      const sweep = await reader.plansOf((store) =>
        store.sweepExpired(now + durations.hour, { auditFailures: 900 }),
      );
      expect(sweep.map(({ sql }) => sql.includes('RETURNING at, action'))).toContain(true);
      expectIndexes(engine, sweep);
    } finally {
      await reader.close();
    }
  });
});

function expectIndexes(engine: EngineName, planned: readonly PlannedStatement[]): void {
  expect(planned.length).toBeGreaterThan(0);
  for (const { sql, plan } of planned) {
    const faults = engine === 'SQLite' ? faultsOfSqlite(plan) : faultsOfPostgres(plan);
    expect(faults, `${sql}\n${plan.join('\n')}`).toEqual([]);
  }
}

/** Reading a whole table, or sorting what was read from one rather than the page that was merged from them. */
function faultsOfSqlite(plan: readonly string[]): readonly string[] {
  return plan.filter(
    (line, index) =>
      /^SCAN (users|events|authenticators)\b/.test(line) ||
      (line === 'USE TEMP B-TREE FOR ORDER BY' &&
        /^SEARCH (users|events)/.test(plan[index - 1] ?? '')),
  );
}

/**
 * PostgreSQL may sort the few users who wait, and nothing else that is read from a table. What it sorts incrementally
 * comes in the order of an index already, but for ties.
 */
function faultsOfPostgres(plan: readonly string[]): readonly string[] {
  return plan.filter((line) => {
    if (/Seq Scan on (users|events|authenticators)\b/.test(line)) return true;
    const [, rows] = /> +Sort .*rows=(\d+)/.exec(line) ?? [];
    return rows !== undefined && Number(rows) > 1000;
  });
}
