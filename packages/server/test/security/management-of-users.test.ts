import { describe, expect } from 'vitest';
import { durations } from '../../src/core/durations.ts';
import { listEvents } from '../../src/testing/linking.ts';
import { runSql } from '../../src/testing/run-sql.ts';
import { securityRow } from '../../src/testing/security-rows.ts';
import { asManagement, startTestServer, type TestServer } from '../../src/testing/test-server.ts';

const headers = asManagement;
const deletion = { ...asManagement, 'idempotency-key': 'one-and-the-same' };

describe('who has changed since they were looked at', () => {
  securityRow('S24', 'is left alone by a bulk deletion, in a repeat too', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const [ada, bob] = [await signUp(server, 'ada'), await signUp(server, 'bob')];
    server.clock.advance({ seconds: 1 });
    const { asOf } = await server.call('listUsers', { headers });
    server.clock.advance({ seconds: 1 });
    await server.call('updateUser', { headers, path: { userId: ada }, body: { name: 'Ada' } });

    const body = { userIds: [ada, bob], unchangedSince: asOf };
    const first = await server.call('deleteTotp', { headers: deletion, body });
    expect(first.results).toMatchObject([
      { userId: ada, outcome: 'changed' },
      { userId: bob, outcome: 'deleted' },
    ]);
    expect(first.results[0]).not.toHaveProperty('ticket');
    const repeat = await server.call('deleteTotp', { headers: deletion, body });
    expect(repeat.results).toEqual([
      { userId: ada, outcome: 'changed' },
      { userId: bob, outcome: 'deleted' },
    ]);
    expect(await listEvents(server, { action: 'totp.deleted', userId: ada })).toEqual([]);
    const user = await server.call('getUser', { headers, path: { userId: ada } });
    expect(user.authenticators).toHaveLength(1);

    // The time is part of what the key stands for.
    for (const other of [{ userIds: [ada, bob] }, { ...body, unchangedSince: user.changedAt }]) {
      const refused = await server.refused('deleteTotp', { headers: deletion, body: other });
      expect(refused.code).toBe('idempotency_conflict');
    }
  });

  securityRow('S24', 'is neither changed nor deleted', async ({ engine }) => {
    const server = await startTestServer({ engine });
    const userId = await signUp(server, 'ada');
    const path = { userId };
    const unchangedSince = new Date(server.clock.read() - 1).toISOString();
    const body = { status: 'disabled', unchangedSince };
    const events = await listEvents(server, {});
    const refusals = [
      await server.refused('updateUser', { headers, path, body }),
      await server.refused('deleteUser', { headers, path, query: { unchangedSince } }),
    ];
    for (const { code, status, detail } of refusals) {
      expect({ code, status }).toEqual({ code: 'conflict', status: 409 });
      expect(detail).toContain('Look at them again');
    }
    expect(await listEvents(server, {})).toEqual(events);
    const user = await server.call('getUser', { headers, path });
    expect(user.status).toBe('enabled');
    const fresh = { unchangedSince: user.changedAt };
    await server.call('updateUser', { headers, path, body: { status: 'disabled', ...fresh } });
    await server.call('deleteUser', { headers, path, query: fresh });
  });
});

describe('an administrator is no user', () => {
  securityRow(
    'S24',
    'and no list, count or order of the management side reaches one',
    async (row) => {
      const server = await startTestServer(row);
      await signUp(server, 'ada');
      const before = await readCounts(server);
      const userId = await addAdministrator(server);
      const rows = () => readRowsOf(server, userId);
      const untouched = await rows();

      const queries: readonly Readonly<Record<string, string>>[] = [
        {},
        { query: 'root' },
        { query: '\u0001root' },
        { query: 'rooty' },
        { totp: 'true' },
        { status: 'enabled', sort: '-createdAt' },
        { neverSignedIn: 'true' },
        { waiting: 'true' },
      ];
      for (const query of queries) {
        const { users, total } = await server.call('listUsers', { headers, query });
        expect(users.filter((user) => user.userId === userId)).toEqual([]);
        expect(total).toBeLessThanOrEqual(1);
      }
      expect(await readCounts(server)).toEqual(before);

      const path = { userId };
      const body = { name: 'x' };
      const refusals = [
        await server.refused('getUser', { headers, path }),
        await server.refused('updateUser', { headers, path, body: { status: 'disabled' } }),
        await server.refused('updateUser', { headers, path, body }),
        await server.refused('deleteUser', { headers, path }),
        await server.refused('listUserSessions', { headers, path }),
        await server.refused('endUserSessions', { headers, path }),
        await server.refused('listUserBrowsers', { headers, path }),
        await server.refused('forgetUserBrowsers', { headers, path }),
        await server.refused('endUserWaiting', { headers, path }),
        await server.refused('createTicket', { headers, body: { userId, action: 'update-user' } }),
        await server.refused('createTicket', { headers, body: { userId, action: 'sign-in' } }),
        await server.refused('verifyManaged', { headers, body: { userId, code: '000000' } }),
      ];
      for (const refusal of refusals) expect(refusal.code).toBe('not_found');
      const { results } = await server.call('deleteTotp', {
        headers: deletion,
        body: { userIds: [userId] },
      });
      expect(results).toEqual([{ userId, outcome: 'not_found' }]);
      expect(await rows()).toEqual(untouched);
      expect(await listEvents(server, { userId })).toEqual([]);
    },
  );
});

async function signUp(server: TestServer, loginId: string): Promise<string> {
  return (await server.signUp(loginId)).confirmation.user.userId;
}

async function readCounts(server: TestServer) {
  return (await server.call('getStatistics', { headers })).users;
}

/** As store/administrators.ts keeps one: a user with a role, whose login ID no user can have. */
async function addAdministrator(server: TestServer): Promise<string> {
  const userId = 'user_administrator';
  const at = server.clock.read();
  const control = server.databaseUrl.startsWith('sqlite:') ? 'char(1)' : 'chr(1)';
  const later = at + durations.hour;
  for (const sql of [
    `INSERT INTO users (user_id, login_id_canonical, login_id, login_id_verified, name, email, name_key, email_key,
       sign_in, status, created_at, role, has_totp, refused_until)
     VALUES ('${userId}', ${control} || 'root', 'root', 1, 'Rooty', 'rooty@example.com', 'rooty',
       'rooty@example.com', 'direct', 'enabled', ${at}, 'administrator', 1, ${later})`,
    `INSERT INTO authenticators (authenticator_id, user_id, sealed_key, last_step, created_at)
     VALUES ('auth_administrator', '${userId}', 'sealed', 0, ${at})`,
    `INSERT INTO attempt_budgets (subject, user_id, consecutive_failures, waiting_until, expires_at)
     VALUES ('user:${userId}', '${userId}', 9, ${later}, ${later})`,
  ]) {
    await runSql(server.databaseUrl, sql);
  }
  return userId;
}

async function readRowsOf(server: TestServer, userId: string) {
  const tables = ['users', 'authenticators', 'attempt_budgets', 'tickets', 'events'];
  const rows: unknown[] = [];
  for (const table of tables) {
    const sql = `SELECT * FROM ${table} WHERE user_id = '${userId}'`;
    rows.push(await runSql(server.databaseUrl, sql));
  }
  return rows;
}
