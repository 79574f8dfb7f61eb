import { describe, expect, vi } from 'vitest';
import { durations } from '../../src/core/durations.ts';
import { asTicket } from '../../src/testing/credentials.ts';
import { createTicket, listEvents, startUpdate } from '../../src/testing/linking.ts';
import { observeStore } from '../../src/testing/observed-store.ts';
import { runSql } from '../../src/testing/run-sql.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import type { EngineName } from '../../src/testing/test-databases.ts';
import { asManagement, startTestServer, type TestServer } from '../../src/testing/test-server.ts';

const headers = asManagement;

async function countEvents(server: TestServer): Promise<number> {
  const [row] = await runSql(server.databaseUrl, 'SELECT count(*) AS count FROM events');
  return Number((row as { count: number | string }).count);
}

/** As many wrong codes as an attacker gets compared, each within a millisecond of the one before. */
function insertFailures(engine: EngineName, { count, from }: { count: number; from: number }) {
  const numbers =
    engine === 'SQLite'
      ? `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${count - 1})`
      : `WITH n (i) AS (SELECT * FROM generate_series(0, ${count - 1}))`;
  return `INSERT INTO events (event_id, at, action, actor, client_address, reason)
    ${numbers} SELECT 'event_' || i, ${from} + i, 'verification.failed', 'anonymous', '192.0.2.1', 'unknown browser' FROM n`;
}

describe('the audit trail', () => {
  securityRow('S57', 'failures stay bounded, and are counted all the same', async (row) => {
    const { engine, count } = row;
    const failures = count({ full: 1_100_000, reduced: 20_000 });
    const kept = count({ full: 100_000, reduced: 1000 });
    const burst = 10 * kept;
    const observed = observeStore();
    const server = await startTestServer({ engine, openStore: observed.openStore });
    const { userId } = (await server.signUp('ada')).confirmation.user;
    const from = server.clock.read();
    await runSql(server.databaseUrl, insertFailures(engine, { count: failures, from }));
    server.clock.advance({ seconds: 1200 });

    const countFailures = async () => {
      const query = { from: new Date(from).toISOString() };
      const { hours } = await server.call('getStatistics', { headers, query });
      return hours.reduce((sum, hour) => sum + hour.failures, 0);
    };
    const sweepOften = async () => {
      for (let sweep = 1; sweep <= 11; sweep += 1) {
        row.progress(sweep, 11);
        await observed.sweepExpired(server.clock.read(), { auditFailures: kept });
        if (sweep === 1) expect(await countFailures()).toBe(failures);
      }
    };
    await sweepOften();
    expect(await countFailures()).toBe(failures);
    // What the user did stands beside what is kept: the start, the confirmation, the user.
    expect(await countEvents(server)).toBe(burst + 3);
    server.clock.advance({ seconds: 3600 });
    await sweepOften();
    expect(await countEvents(server)).toBe(kept + 3);
    const own = await listEvents(server, { userId });
    expect(own.map(({ action }) => action)).toEqual(['enrollment.confirmed', 'user.created']);

    server.clock.advance({ seconds: durations.day / 1000 });
    await observed.sweepExpired(server.clock.read(), { auditFailures: kept });
    const query = { from: new Date(from).toISOString() };
    const { hours } = await server.call('getStatistics', { headers, query });
    expect(hours.reduce((sum, hour) => sum + hour.failures, 0)).toBe(failures);
  });

  securityRow('S57', 'the server sweeps by its settings', async ({ engine }) => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const server = await startTestServer({
        engine,
        environment: { TOTP_KIT_AUDIT_FAILURES: '1000', TOTP_KIT_AUDIT_DAYS: '30' },
      });
      const at = server.clock.read();
      const old = { count: 500, from: at - 31 * durations.day };
      await runSql(server.databaseUrl, insertFailures(engine, old));
      await runSql(
        server.databaseUrl,
        insertFailures(engine, { count: 1500, from: at - 2 * durations.hour }),
      );
      vi.advanceTimersByTime(durations.minute);
      await server.stop();
      expect(await countEvents(server)).toBe(1000);
      const [oldest] = await runSql(server.databaseUrl, 'SELECT min(at) AS at FROM events');
      expect(Number((oldest as { at: number | string }).at)).toBe(at - 2 * durations.hour + 500);
    } finally {
      vi.useRealTimers();
    }
  });

  securityRow('S57', 'nothing that is written makes a second line', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { userId } = (await server.signUp('ada')).confirmation.user;
    const breaks = ['\n', '\r', '\u0000', '\u0085', '\u2028', '\u2029', '\u001b[2K'];
    for (const line of breaks) {
      const text = `lost${line}phone`;
      const deletion = {
        headers: { ...headers, 'idempotency-key': 'one-of-many' },
        body: { userIds: [userId], reason: text },
      };
      expect((await server.refused('deleteTotp', deletion)).code).toBe('invalid_request');
      const update = { headers, path: { userId }, body: { name: text } };
      expect((await server.refused('updateUser', update)).code).toBe('invalid_request');
      const key = { headers, body: { name: text, scopes: ['users:read'] } };
      expect((await server.refused('createManagementKey', key)).code).toBe('invalid_request');
      const user = { headers, body: { loginId: text } };
      expect((await server.refused('createUser', user)).code).toBe('invalid_request');
      const failure = { body: { loginId: text, code: '000000' } };
      expect((await server.refused('verify', failure)).code).toBe('invalid_request');
    }
    await server.call('deleteTotp', {
      headers: { ...headers, 'idempotency-key': 'one-of-many' },
      body: { userIds: [userId], reason: 'lost "phone"\\n' },
    });
    const answer = await server.fetch('/api/v1/manage/events?limit=200', { headers });
    const text = await answer.text();
    expect(text).toContain('lost \\"phone\\"\\\\n');
    expect(text).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
  });

  securityRow('S57', 'holds no code, key, token or recovery code', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const { app, enrollment, confirmation } = await server.signUp('ada');
    const { userId } = confirmation.user;
    const signedIn = await server.signIn('ada', app);
    const [recoveryCode = ''] = confirmation.recoveryCodes ?? [];
    await server.call('verify', { body: { loginId: 'ada', recoveryCode } });
    const wrongCode = app.wrongCodeAt(server.clock.read());
    await server.refused('verify', { body: { loginId: 'ada', code: wrongCode } });
    await server.refused('verify', {
      body: { loginId: 'secret typed as a name', code: wrongCode },
    });
    const ticket = await createTicket(server, { userId, action: 'update-user' });
    const open = await startUpdate(server, asTicket(ticket.ticket));
    const key = await server.call('createManagementKey', {
      headers,
      body: { name: 'Backend', scopes: ['users:read'] },
    });
    await server.call('deleteTotp', {
      headers: { ...headers, 'idempotency-key': 'one-of-many' },
      body: { userIds: [userId] },
    });
    const rows = JSON.stringify(await runSql(server.databaseUrl, 'SELECT * FROM events'));
    const secrets = [
      enrollment.key,
      enrollment.enrollmentId,
      open.enrollment.key,
      app.codeAt(server.clock.read()),
      wrongCode,
      ...(confirmation.recoveryCodes ?? []),
      confirmation.session?.refreshToken,
      confirmation.browserToken,
      signedIn.session?.accessToken,
      ticket.ticket,
      key.key,
      'secret typed',
    ];
    for (const secret of secrets) {
      expect(secret).toMatch(/.{6}/);
      expect(rows).not.toContain(`"${secret ?? ''}"`);
      if ((secret ?? '').length > 6) expect(rows).not.toContain(secret);
    }
  });

  securityRow('S57', 'is written once and changed by nobody', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const routes = server.routes.filter((route) => route.includes('/events'));
    expect(routes).toContain('GET /api/v1/manage/events');
    expect(routes.filter((route) => !route.startsWith('GET '))).toEqual([]);
    const { userId } = (await server.signUp('ada')).confirmation.user;
    const before = await runSql(server.databaseUrl, 'SELECT * FROM events ORDER BY sequence');
    await server.call('updateUser', { headers, path: { userId }, body: { status: 'disabled' } });
    await server.call('deleteUser', { headers, path: { userId } });
    const after = await runSql(server.databaseUrl, 'SELECT * FROM events ORDER BY sequence');
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after).toHaveLength(before.length + 2);
  });
});
