import { eventActions, type EventAction } from '@totp-kit/protocol';
import { describe, expect } from 'vitest';
import { durations } from '../../src/core/durations.ts';
import { boundedActions } from '../../src/store/event-bounds.ts';
import { countVerifications } from '../../src/store/events.ts';
import { asTicket } from '../../src/testing/credentials.ts';
import {
  asSession,
  confirm,
  createTicket,
  listEvents,
  sendConfirmation,
  startUpdate,
  type Credentials,
} from '../../src/testing/linking.ts';
import { observeStore } from '../../src/testing/observed-store.ts';
import { runSql } from '../../src/testing/run-sql.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import type { EngineName } from '../../src/testing/test-databases.ts';
import { startTestServer, type TestServer } from '../../src/testing/test-server.ts';

interface Flood {
  readonly action: EventAction;
  readonly count: number;
  readonly from: number;
}

/** Events of a kind, each a millisecond after the one before. */
function flood(engine: EngineName, { action, count, from }: Flood): string {
  const numbers =
    engine === 'SQLite'
      ? `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${count - 1})`
      : `WITH n (i) AS (SELECT * FROM generate_series(0, ${count - 1}))`;
  return `INSERT INTO events (event_id, at, action, actor, reason)
    ${numbers} SELECT '${action}_' || i, ${from} + i, '${action}', 'user', 'unknown browser' FROM n`;
}

async function startFlooded(engine: EngineName) {
  const observed = observeStore();
  const server = await startTestServer({ engine, openStore: observed.openStore });
  const floodBy = (one: Flood) => runSql(server.databaseUrl, flood(engine, one));
  const countByKind = async (): Promise<Readonly<Record<string, number>>> => {
    const rows = (await runSql(
      server.databaseUrl,
      'SELECT action, count(*) AS count FROM events GROUP BY action',
    )) as readonly { action: string; count: number | string }[];
    return Object.fromEntries(rows.map(({ action, count }) => [action, Number(count)]));
  };
  return { server, observed, floodBy, countByKind };
}

async function startUntilRefused(server: TestServer, headers: Credentials): Promise<number> {
  const body = { action: 'update-user' };
  for (let started = 0; started < 30; started += 1) {
    const request = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' } };
    const response = await server.fetch('/api/v1/enrollments', {
      ...request,
      body: JSON.stringify(body),
    });
    if (response.status !== 201) return started;
  }
  return 30;
}

describe('the audit trail is not flushed', () => {
  securityRow('S57', 'no kind of event pushes another out', async ({ engine }) => {
    const { server, observed, floodBy, countByKind } = await startFlooded(engine);
    const now = server.clock.read();
    for (const action of eventActions) {
      await floodBy({ action, count: action === 'verification.failed' ? 3 : 1100, from: now });
    }
    const bounds = { auditFailures: 1000 };
    await observed.sweepExpired(now + durations.hour + 1100, bounds);
    await observed.sweepExpired(now + durations.hour + 1101, bounds);
    const bounded: readonly string[] = boundedActions;
    for (const [action, count] of Object.entries(await countByKind())) {
      const left = bounded.includes(action) ? 1000 : 1100;
      expect(count, action).toBe(action === 'verification.failed' ? 3 : left);
    }
    // The newest stay.
    const [oldest] = await runSql(
      server.databaseUrl,
      "SELECT min(at) AS at FROM events WHERE action = 'console.stopped'",
    );
    expect(Number((oldest as { at: number | string }).at)).toBe(now + 100);
  });

  securityRow('S57', 'a burst does not erase itself, and stays bounded', async ({ engine }) => {
    const { server, observed, floodBy, countByKind } = await startFlooded(engine);
    const from = server.clock.read();
    const action = 'verification.failed';
    await floodBy({ action, count: 12_000, from });
    const bounds = { auditFailures: 1000 };
    const leftAt = async (now: number) => {
      await observed.sweepExpired(now, bounds);
      return (await countByKind())[action];
    };
    expect(await leftAt(from + 12_000)).toBe(10_000);
    // The brake sees its minute all the same.
    const counts = await observed.read(() => countVerifications(from + 12_000, 300));
    expect(counts).toMatchObject({ failures: 10_000, failuresOfUsers: 10_000, successes: 0 });
    expect(await leftAt(from + durations.hour)).toBe(10_000);
    // What is an hour old goes, and what is younger stays.
    expect(await leftAt(from + durations.hour + 5000)).toBe(7000);
    expect(await leftAt(from + durations.hour + 12_000)).toBe(1000);
  });

  securityRow('S57', 'a user starts 20 enrollments an hour, by all sessions', async (row) => {
    const server = await startTestServer({ engine: row.engine });
    const { app, confirmation } = await server.signUp('ada');
    const { userId } = confirmation.user;
    const eve = await server.signUp('eve');
    const fresh = asSession((await server.signIn('ada', app)).session);
    expect(await startUntilRefused(server, asSession(confirmation.session))).toBe(20);
    const again = { headers: fresh, body: { action: 'update-user' } };
    const problem = await server.refused('startEnrollment', again);
    expect(problem).toMatchObject({ code: 'too_many_attempts', retryAfter: 3600 });
    const started = { action: 'enrollment.started', userId };
    expect(await listEvents(server, started)).toHaveLength(20);

    // Nobody else waits, and the site's ticket works.
    await confirm(server, await startUpdate(server, asSession(eve.confirmation.session)));
    const { ticket } = await createTicket(server, { userId, action: 'update-user' });
    await confirm(server, await startUpdate(server, asTicket(ticket)));
    server.clock.advance({ seconds: 3600 });
    const later = asSession((await server.signIn('ada', app)).session);
    await confirm(server, await startUpdate(server, later));
  });

  securityRow('S57', 'confirming and removing in a loop is counted too', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { confirmation } = await server.signUp('ada');
    const headers = asSession(confirmation.session);
    const { userId } = confirmation.user;
    for (let round = 1; round <= 20; round += 1) {
      const before = await server.call('listOwnAuthenticators', { headers });
      await confirm(server, await startUpdate(server, headers));
      const { authenticators } = await server.call('listOwnAuthenticators', { headers });
      const [added] = authenticators.filter(({ authenticatorId }) =>
        before.authenticators.every((one) => one.authenticatorId !== authenticatorId),
      );
      const path = { authenticatorId: added?.authenticatorId ?? '' };
      await server.call('removeOwnAuthenticator', { headers, path });
    }
    expect(await startUntilRefused(server, headers)).toBe(0);
    expect(await listEvents(server, { action: 'authenticator.removed', userId })).toHaveLength(20);
  });

  securityRow('S57', 'a new enrollment of a session ends its older one', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { app, confirmation } = await server.signUp('ada');
    const headers = asSession(confirmation.session);
    const other = asSession((await server.signIn('ada', app)).session);
    const first = await startUpdate(server, headers);
    const elsewhere = await startUpdate(server, other);
    const second = await startUpdate(server, headers);
    const refused = await server.refused('confirmEnrollment', first.confirming());
    expect(refused.code).toBe('enrollment_expired');
    await confirm(server, second);
    await confirm(server, elsewhere);
    // Many at once leave one.
    server.clock.advance({ steps: 1 });
    const eve = asSession((await server.signUp('eve')).confirmation.session);
    const many = await Promise.all(Array.from({ length: 10 }, () => startUpdate(server, eve)));
    const statuses: number[] = [];
    for (const open of many) statuses.push((await sendConfirmation(server, open)).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  });

  securityRow('S57', 'what users do with what is theirs is limited', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { confirmation } = await server.signUp('ada');
    const headers = asSession(confirmation.session);
    const { userId } = confirmation.user;
    for (let count = 0; count < 20; count += 1) {
      await server.call('renewOwnRecoveryCodes', { headers });
    }
    const problem = await server.refused('renewOwnRecoveryCodes', { headers });
    expect(problem).toMatchObject({ code: 'too_many_attempts', retryAfter: 3600 });
    expect(await listEvents(server, { action: 'recovery_codes.created', userId })).toHaveLength(20);
    // Enrollments are counted apart.
    await startUpdate(server, headers);
    for (let count = 0; count < 3; count += 1) await server.call('forgetOwnBrowsers', { headers });
    expect(await listEvents(server, { action: 'browser.forgotten', userId })).toHaveLength(1);
  });
});
